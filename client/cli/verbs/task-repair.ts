import type { Command } from 'commander'
import type { Reassigned } from '../../verbs/reassign.ts'
import type { Repaired } from '../../verbs/repair.ts'
import { actOnCycle, actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { CHANGES_OF_TASK, OPTIONS as OWN, REPAIR, VERBS } from '../words/people.ts'

type Why = { as: string; document?: string; reason?: string; preview?: boolean; confirm?: boolean }

function whyOf({ document, reason }: Why): { document: string; reason: string } {
  if (document === undefined || reason === undefined) throw new UsageError('应给出 --document 和 --reason。')
  return { document, reason }
}

async function answerReassign(cycle: string, tasks: string[], { of, to, ...why }: Why & { of?: string; to: string }): Promise<Answer> {
  const { reassign } = await import('../../verbs/reassign.ts')
  const input = { tasks, to, ...whyOf(why), ...(of === undefined ? {} : { of }) }
  const words = (moved: Reassigned) =>
    [
      ...moved.map((each) => REPAIR.moved(each.task, each.title, each.was, each.becomes, each.told ?? '')),
      REPAIR.end(why.preview === true),
    ].join('\n')
  return actOnCycle(cycle, why.as, (call) => reassign({ ...call, ...previewOf(why) }, input), words)
}

const previewOf = ({ preview }: Why): { preview?: true } => (preview ? { preview: true } : {})

const repairWords = (why: Why) => (done: Repaired) =>
  [
    done.state === 'prepared' ? REPAIR.prepared(done.task, done.title) : REPAIR.done(done.task, done.title),
    done.means,
    ...done.opened.map(REPAIR.opened),
    ...(why.preview ? [REPAIR.end(true)] : []),
  ].join('\n')

async function answerBypass(task: string, why: Why): Promise<Answer> {
  const { bypass, confirmRepair } = await import('../../verbs/repair.ts')
  if (why.confirm) return actOnTask(task, why.as, (call) => confirmRepair({ ...call, ...previewOf(why) }, { task }), repairWords(why))
  const given = whyOf(why)
  return actOnTask(task, why.as, (call) => bypass({ ...call, ...previewOf(why) }, { task, ...given }), repairWords(why))
}

async function answerSubstitute(task: string, file: string | undefined, why: Why): Promise<Answer> {
  const [{ confirmRepair, substituteScore }, { readContent }] = await Promise.all([import('../../verbs/repair.ts'), import('../input.ts')])
  if (why.confirm) return actOnTask(task, why.as, (call) => confirmRepair({ ...call, ...previewOf(why) }, { task }), repairWords(why))
  if (file === undefined) throw new UsageError('代评应给出内容文件；由另一岗位确认时用 --confirm。')
  const [given, content] = [whyOf(why), await readContent(file)]
  return actOnTask(task, why.as, (call) => substituteScore({ ...call, ...previewOf(why) }, { task, content, ...given }), repairWords(why))
}

async function answerHistory(task: string): Promise<Answer> {
  const [{ withRows }, { cycleOfTask }, { taskHistory }] = await Promise.all([
    import('../session.ts'),
    import('../acting.ts'),
    import('../../views/task-history.ts'),
  ])
  const events = await withRows(async ({ database }) => taskHistory(database, await cycleOfTask(database, task), task))
  const rows = events.map((each) => [each.at, CHANGES_OF_TASK[each.what] ?? each.what, each.reason, each.document, each.by, each.task])
  return { json: events, text: () => table(REPAIR.columns, rows) || REPAIR.none }
}

const explained = (command: Command): Command =>
  withPost(command).option('--document <text>', OWN.document).option('--reason <text>', OPTIONS.reason).option('--preview', OWN.preview)

/** Adds them to the command line. */
export function registerTaskRepair(task: Command): void {
  explained(verb(task, 'reassign', VERBS.taskReassign))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('[task...]', ARGUMENTS.tasks)
    .option('--of <owner>', OWN.of)
    .requiredOption('--to <body>', OWN.reassignTo)
    .action(answering(answerReassign))
  explained(verb(task, 'bypass', VERBS.taskBypass))
    .argument('<task>', ARGUMENTS.task)
    .option('--confirm', OWN.confirm)
    .action(answering(answerBypass))
  explained(verb(task, 'substitute-score', VERBS.taskSubstituteScore))
    .argument('<task>', ARGUMENTS.task)
    .argument('[content]', ARGUMENTS.content)
    .option('--confirm', OWN.confirm)
    .action(answering(answerSubstitute))
  verb(task, 'history', VERBS.taskHistory).argument('<task>', ARGUMENTS.task).action(answering(answerHistory))
}
