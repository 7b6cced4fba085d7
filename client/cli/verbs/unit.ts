import type { Command } from 'commander'
import { family } from '../verb.ts'
import { UNIT_VERBS } from '../words/units.ts'
import { registerIndicatorWithdraw } from './indicator-withdraw.ts'
import { registerUnitDecide } from './unit-decide.ts'
import { registerUnitEvents } from './unit-events.ts'
import { registerUnitList } from './unit-list.ts'

/** Adds the verbs about units and their indicators to the command line. */
export function registerUnits(program: Command): void {
  const unit = family(program, 'unit', UNIT_VERBS.unit)
  for (const register of [registerUnitList, registerUnitEvents, registerUnitDecide]) register(unit)
  registerIndicatorWithdraw(family(program, 'indicator', UNIT_VERBS.indicator))
}
