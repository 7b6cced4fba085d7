import type { Command } from 'commander'
import type { Withdrawn } from '../../verbs/withdraw.ts'
import { actOnCycle, actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { MEETINGS } from '../words/meetings.ts'
import { OPTIONS } from '../words.ts'

type Options = { as: string; reason: string; submission?: string; cycle?: string }

async function answer(task: string | undefined, { as, reason, submission, cycle }: Options): Promise<Answer> {
  const [{ withdraw }, { dueText }] = await Promise.all([import('../../verbs/withdraw.ts'), import('../../../calendar/index.ts')])
  const words = (done: Withdrawn) =>
    [
      MEETINGS.withdrawn(done.submission, done.due === null ? null : dueText(done.due)),
      ...(done.task === null ? [] : [MEETINGS.again(done.task)]),
      ...(done.cancelled.length === 0 ? [] : [MEETINGS.cancelled(done.cancelled)]),
    ].join('\n')
  if (task !== undefined && submission === undefined) return actOnTask(task, as, (call) => withdraw(call, { task, reason }), words)
  if (task === undefined && submission !== undefined && cycle !== undefined)
    return actOnCycle(cycle, as, (call) => withdraw(call, { submission, reason }), words)
  throw new UsageError('应写明报送任务的编号：withdraw <任务编号>；窗口期自行报送的为 withdraw --submission <报送编号> --cycle <周期>。')
}

/** Adds it to the command line. */
export function registerWithdraw(program: Command): void {
  withPost(verb(program, 'withdraw', MEETINGS.verbs.withdraw))
    .argument('[task]', MEETINGS.task)
    .option('--submission <id>', MEETINGS.submission)
    .option('--cycle <cycle>', OPTIONS.cycle)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(answer))
}
