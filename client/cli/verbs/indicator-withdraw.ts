import { Option, type Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { UNITS, UNIT_ARGUMENTS, UNIT_OPTIONS, UNIT_VERBS } from '../words/units.ts'

type Options = { as: string; from?: string; document: string; reason: string }

async function answer(cycle: string, unit: string, indicator: string, { as, ...options }: Options): Promise<Answer> {
  const { withdrawIndicator } = await import('../../verbs/withdraw-indicator.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => withdrawIndicator(call, { unit, indicator, ...options }),
    ({ submission }) => UNITS.asked(submission),
  )
}

/** Adds it to the command line. */
export function registerIndicatorWithdraw(indicator: Command): void {
  withPost(verb(indicator, 'withdraw', UNIT_VERBS.withdraw))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<unit>', UNIT_ARGUMENTS.unit)
    .argument('<indicator>', UNIT_ARGUMENTS.indicator)
    .option('--from <date>', UNIT_OPTIONS.from)
    .addOption(new Option('--document <text>', UNIT_OPTIONS.document).makeOptionMandatory())
    .addOption(new Option('--reason <text>', UNIT_OPTIONS.reason).makeOptionMandatory())
    .action(answering(answer))
}
