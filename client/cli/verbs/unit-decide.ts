import { Option, type Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { UNITS, UNIT_ARGUMENTS, UNIT_OPTIONS, UNIT_VERBS } from '../words/units.ts'

type Options = { as: string; indicator?: string; document: string; reason: string }

async function answer(cycle: string, unit: string, input: string, value: string, { as, ...options }: Options): Promise<Answer> {
  const { decideScore } = await import('../../verbs/decide-score.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => decideScore(call, { unit, input, value, ...options }),
    (decided) => UNITS.decided(decided.unit, decided.input, decided.value, decided.was),
  )
}

/** Adds it to the command line. */
export function registerUnitDecide(unit: Command): void {
  withPost(verb(unit, 'decide', UNIT_VERBS.decide))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<unit>', UNIT_ARGUMENTS.unit)
    .argument('<input>', UNIT_ARGUMENTS.input)
    .argument('<value>', UNIT_ARGUMENTS.value)
    .option('--indicator <key>', UNIT_OPTIONS.indicator)
    .addOption(new Option('--document <text>', UNIT_OPTIONS.document).makeOptionMandatory())
    .addOption(new Option('--reason <text>', UNIT_OPTIONS.reason).makeOptionMandatory())
    .action(answering(answer))
}
