import type { Command } from 'commander'
import type { NoticeView } from '../digests.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { family, limitOption, verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { stateWord } from '../../state-words.ts'

type Options = { post?: string; day?: string; limit: number }

async function answer(cycle: string, options: Options): Promise<Answer> {
  if (options.day !== undefined && !isDate(options.day))
    throw new UsageError(`--day 应为历法上存在的日期，写作 YYYY-MM-DD，实为 \`${options.day}\`。`)
  const [{ withRows }, { digestsOf }, { packOfCycle }, { dueText }] = await Promise.all([
    import('../session.ts'),
    import('../digests.ts'),
    import('../../../records/pack.ts'),
    import('../../../calendar/index.ts'),
  ])
  const digests = await withRows(async ({ database }) => {
    await packOfCycle(database, cycle) // says so when there is no such cycle
    return digestsOf(database, cycle, options)
  })
  const line = ({ kind, title, task, dueAt, detail }: NoticeView) =>
    `  ${KINDS[kind] ?? kind}：${title}${task === null ? '' : `（任务 ${task}）`}${dueAt === null ? '' : `，期限 ${dueText(dueAt)}`}${detail === null ? '' : `，${detail}`}`
  const text = digests.map((each) =>
    [`${each.day ?? '下一次汇总'} ${each.post}（${stateWord(each.state)}）`, ...each.notices.map(line)].join('\n'),
  )
  return { json: digests, text: text.join('\n') || '没有符合条件的通知。' }
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)

const KINDS: Record<string, string> = {
  opened: '新任务',
  due: '将到期',
  late: '已逾期',
  returned: '退回',
  moved: '期限变更',
  assigned: '转办',
  incident: '异常',
  decided: '已决定',
  feedback: '反馈单',
  appeal: '复核',
  lapsed: '已失效',
  published: '已公布',
  slip: '督办',
  informed: '知会',
  asked: '收集材料',
  paused: '暂停',
  resumed: '恢复',
}

/** Adds it to the command line. */
export function registerNotice(program: Command): void {
  verb(family(program, 'notice', VERBS.notice), 'list', VERBS.noticeList)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--post <post>', OPTIONS.post)
    .option('--day <date>', OPTIONS.day)
    .addOption(limitOption(50))
    .action(answering(answer))
}
