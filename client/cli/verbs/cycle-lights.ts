import type { Command } from 'commander'
import type { LightsView } from '../../views/shapes/lights.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { LIGHTS, SUPERVISION_OPTIONS, SUPERVISION_VERBS } from '../words/supervision.ts'

async function answer(cycle: string, { month }: { month?: string }): Promise<Answer> {
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError(LIGHTS.notMonth(month))
  const [{ withRows }, { lightsView }] = await Promise.all([import('../session.ts'), import('../../views/lights.ts')])
  const view = await withRows(({ database }) => lightsView(database, cycle, month))
  return { json: view, text: () => lightsText(view) }
}

/** A row for each unit, a column for each month; below it what is not green, task by task. */
export function lightsText({ months, units, counts }: LightsView): string {
  if (units.length === 0) return LIGHTS.none
  const rows = units.map((unit) => [
    unit.name,
    ...months.map((month) => LIGHTS.words[unit.months.find((each) => each.month === month)?.light ?? ''] ?? ''),
  ])
  const late = units.flatMap(({ months: lit }) =>
    lit.flatMap(({ tasks }) =>
      tasks
        .filter(({ light }) => light === 'red' || light === 'yellow')
        .map(({ title, due, done, light }) => `  ${LIGHTS.words[light] ?? light}：${LIGHTS.task(title, due, done)}`),
    ),
  )
  return [table([LIGHTS.unit, ...months], rows), '', ...late, LIGHTS.counts(counts)].join('\n')
}

/** Adds it to the command line. */
export function registerCycleLights(cycle: Command): void {
  verb(cycle, 'lights', SUPERVISION_VERBS.cycleLights)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--month <month>', SUPERVISION_OPTIONS.month)
    .action(answering(answer))
}
