import { Option, type Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { family, limitOption, verb } from '../verb.ts'
import { table } from '../table.ts'
import { registerTaskRepair } from './task-repair.ts'
import { registerTaskShow } from './task-show.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { PROVISIONAL } from '../words/calendar.ts'
import { stateWord } from '../../state-words.ts'
import { DATES } from '../words/dates.ts'

const STATES = ['open', 'done', 'lapsed', 'cancelled', 'all'] as const
type Options = { post?: string; unit?: string; step?: string; state: (typeof STATES)[number]; limit: number }

async function answer(cycle: string | undefined, options: Options): Promise<Answer> {
  const [{ withRows }, { tasksOf }, { packOfCycle }, { dueText }] = await Promise.all([
    import('../session.ts'),
    import('../task-rows.ts'),
    import('../../../records/pack.ts'),
    import('../../../calendar/index.ts'),
  ])
  const tasks = await withRows(async ({ database }) => {
    if (cycle !== undefined) await packOfCycle(database, cycle) // says so when there is no such cycle
    return tasksOf(database, cycle, options)
  })
  const rows = tasks.map((task) => {
    const owner = task.assigneePost ?? task.assigneeUnit ?? task.assigneeBody
    const substitute = task.substitutePost ?? task.substituteBody
    const who = substitute === null ? owner : `${substitute}（代 ${owner}）`
    return [
      task.id,
      stateWord(task.state),
      stateWord(task.verb),
      task.title,
      who,
      `${dueText(task.dueAt)}${task.provisional ? PROVISIONAL : ''}`,
      task.extensions.map(({ number, document, reversedBy }) => DATES.extension(number, document, reversedBy !== null)).join('；') || null,
      ...(cycle === undefined ? [task.cycle] : []),
    ]
  })
  const columns = [
    { name: '编号', align: 'right' as const },
    '状态',
    '办理',
    '任务',
    '由谁',
    '期限',
    { name: '改期', width: 30 },
    ...(cycle === undefined ? ['周期'] : []),
  ]
  const more =
    tasks.length === options.limit ? `\n只列出前 ${options.limit} 项；用 --limit 多列，或用 --post、--unit、--step 缩小范围。` : ''
  return { json: tasks, text: rows.length === 0 ? '没有符合条件的任务。' : `${table(columns, rows)}${more}` }
}

/** Adds it to the command line. */
export function registerTask(program: Command): void {
  const task = family(program, 'task', VERBS.task)
  registerTaskShow(task)
  registerTaskRepair(task)
  verb(task, 'list', VERBS.taskList)
    .argument('[cycle]', ARGUMENTS.cycle)
    .option('--post <post>', OPTIONS.post)
    .option('--unit <unit>', OPTIONS.unit)
    .option('--step <step>', OPTIONS.step)
    .addOption(new Option('--state <state>', OPTIONS.state).choices([...STATES]).default('open'))
    .addOption(limitOption(200))
    .action(answering(answer))
}
