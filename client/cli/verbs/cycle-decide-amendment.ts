import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { movedText } from '../amendment.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { AMENDMENT, VERSION_ARGUMENTS, VERSION_VERBS } from '../words/versions.ts'

type Options = { as: string; reason?: string; document?: string }

async function answer(cycle: string, amendment: string, outcome: string, { as, ...words }: Options): Promise<Answer> {
  const { decideAmendment } = await import('../../verbs/decide-amendment.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => decideAmendment(call, { amendment: Number(amendment), outcome: outcome as 'approve', ...words }),
    (decided) =>
      decided.outcome === 'refuse'
        ? AMENDMENT.refused(decided.amendment)
        : `${AMENDMENT.approved(decided.amendment, decided.pack)}\n${movedText(decided.moved)}`,
  )
}

/** Adds it to the command line. */
export function registerCycleDecideAmendment(cycle: Command): void {
  withPost(verb(cycle, 'decide-amendment', VERSION_VERBS.decideAmendment))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<amendment>', VERSION_ARGUMENTS.amendment)
    .argument('<outcome>', VERSION_ARGUMENTS.outcome)
    .option('--reason <text>', OPTIONS.reason)
    .option('--document <text>', OPTIONS.document)
    .action(answering(answer))
}
