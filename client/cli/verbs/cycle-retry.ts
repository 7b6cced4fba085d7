import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

async function answer(cycle: string, step: string, { as, reason }: { as: string; reason: string }): Promise<Answer> {
  const { retry } = await import('../../verbs/retry.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => retry(call, { step, reason }),
    ({ trouble }) => `环节 ${step} 已重试${trouble === null ? '' : `；此前停住的原因：${trouble}`}`,
  )
}

/** Adds it to the command line. */
export function registerCycleRetry(cycle: Command): void {
  withPost(verb(cycle, 'retry', VERBS.cycleRetry))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<step>', OPTIONS.step)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(answer))
}
