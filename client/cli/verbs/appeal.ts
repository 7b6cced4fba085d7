import type { Command } from 'commander'
import type { Queries } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'
import { cycleOfTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

type Options = { as: string; evidence?: string[] }

/** A feedback form is known by its task: whose it is, and in which cycle. @throws Refusal `not-found` */
async function formOf(queries: Queries, task: string): Promise<{ cycle: string; unit: string }> {
  const cycle = await cycleOfTask(queries, task)
  const row = await queries.selectFrom('task').select('unit').where('id', '=', task).executeTakeFirst()
  if (!row?.unit) throw new Refusal('not-found', `任务 ${task} 不是某个单位的反馈单，无从申请复核。`)
  return { cycle, unit: row.unit }
}

async function answer(which: string[], options: Options): Promise<Answer> {
  const content = which.at(-1)
  if (content === undefined || which.length < 2 || which.length > 3)
    throw new UsageError('参数应为 appeal <周期> <单位> <内容文件>，或 appeal <反馈单任务编号> <内容文件>。')
  const [{ appeal }, { readContent, readEvidence }, { withSystem }] = await Promise.all([
    import('../../verbs/appeal.ts'),
    import('../input.ts'),
    import('../session.ts'),
  ])
  const input = { content: await readContent(content), evidence: readEvidence(options.evidence ?? []) }
  return withSystem(async ({ database }) => {
    const { cycle, unit } = which.length === 3 ? { cycle: which[0]!, unit: which[1]! } : await formOf(database, which[0]!)
    const result = await appeal({ database, cycle, post: options.as }, { unit, ...input })
    return { json: result, text: `${unit} 的复核申请已接收，报送编号 ${result.submission}；考核办的办理任务编号 ${result.task}。` }
  })
}

/** Adds it to the command line. */
export function registerAppeal(program: Command): void {
  withPost(verb(program, 'appeal', VERBS.appeal))
    .argument('<form...>', ARGUMENTS.appeal)
    .option('--evidence <file...>', OPTIONS.evidence)
    .action(answering(answer))
}
