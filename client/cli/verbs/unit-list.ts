import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { UNITS, UNIT_VERBS } from '../words/units.ts'

async function answer(cycle: string): Promise<Answer> {
  const [{ withRows }, { unitsView }] = await Promise.all([import('../session.ts'), import('../../views/reorganisations.ts')])
  const { units, events } = await withRows(({ database }) => unitsView(database, cycle))
  const rows = units.map((one) => [one.unit, one.name, one.class, one.since ?? '', one.from.join('、')])
  const changes = events.map((one) => [
    one.on,
    UNITS.kinds[one.kind],
    one.from.join('、'),
    one.into.join('、'),
    one.document,
    one.reason,
    one.by,
  ])
  const told = changes.length === 0 ? '' : `\n\n${UNITS.events}\n${table([...UNITS.eventColumns], changes)}`
  return { json: { units, events }, text: `${table([...UNITS.columns], rows)}${told}` }
}

/** Adds it to the command line. */
export function registerUnitList(unit: Command): void {
  verb(unit, 'list', UNIT_VERBS.list).argument('<cycle>', ARGUMENTS.cycle).action(answering(answer))
}
