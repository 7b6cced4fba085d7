import type { Command } from 'commander'
import type { Acknowledged } from '../../verbs/acknowledge.ts'
import { actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

async function answer(task: string, { as, proof }: { as: string; proof?: string }): Promise<Answer> {
  const [{ acknowledge }, { dueText }] = await Promise.all([import('../../verbs/acknowledge.ts'), import('../../../calendar/index.ts')])
  const words = ({ unit, appealUntil, why }: Acknowledged) =>
    appealUntil === null ? `${unit} 已签收。` : `${unit} 已签收；如有异议，可在 ${dueText(appealUntil)}（北京时间）前申请复核。\n${why}`
  return actOnTask(task, as, (call) => acknowledge(call, { task, ...(proof === undefined ? {} : { proof }) }), words)
}

/** Adds it to the command line. */
export function registerAcknowledge(program: Command): void {
  withPost(verb(program, 'acknowledge', VERBS.acknowledge))
    .argument('<task>', ARGUMENTS.task)
    .option('--proof <text>', OPTIONS.proof)
    .action(answering(answer))
}
