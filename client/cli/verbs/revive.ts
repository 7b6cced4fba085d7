import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { MEETINGS } from '../words/meetings.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'

type Options = { as: string; document: string; reason: string }

async function answer(cycle: string, unit: string, { as, document, reason }: Options): Promise<Answer> {
  const [{ revive }, { dueText }] = await Promise.all([import('../../verbs/revive.ts'), import('../../../calendar/index.ts')])
  return actOnCycle(
    cycle,
    as,
    (call) => revive(call, { unit, document, reason }),
    ({ until, why }) => `${MEETINGS.revived(unit, dueText(until))}\n${why}`,
  )
}

/** Adds it to the command line. */
export function registerRevive(program: Command): void {
  withPost(verb(program, 'revive', MEETINGS.verbs.revive))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<unit>', ARGUMENTS.unit)
    .requiredOption('--document <text>', MEETINGS.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(answer))
}
