import type { Command } from 'commander'
import type { BurdenView } from '../../views/cycle-burden.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { BURDEN, SUPERVISION_OPTIONS, SUPERVISION_VERBS } from '../words/supervision.ts'

async function answer(cycle: string, { unit }: { unit?: string }): Promise<Answer> {
  const [{ withRows }, { burdenView }] = await Promise.all([import('../session.ts'), import('../../views/cycle-burden.ts')])
  const view = await withRows(({ database }) => burdenView(database, cycle, unit))
  return { json: view, text: () => burdenText(view) }
}

/** Month by month the most that any unit was asked; below it who was asked more than the ceiling, and what was asked twice. */
export function burdenText({ units, ceiling, repeated }: BurdenView): string {
  const all = units.flatMap(({ name, months }) => months.map((month) => ({ name, ...month })))
  const months = [...Map.groupBy(all, ({ month }) => month)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const rows = months.map(([month, asked]) => [
    month,
    ...(['forms', 'files', 'visits'] as const).map((what) => Math.max(...asked.map((each) => each[what]))),
    asked.filter(({ over }) => over.length > 0).length,
  ])
  const over = all
    .filter((each) => each.over.length > 0)
    .map(({ name, month, over: parts, ...asked }) => `  ${BURDEN.over(name, month, parts, asked, ceiling)}`)
  const twice = [...Map.groupBy(repeated, ({ month, what }) => `${month} ${what}`)].map(
    ([what, list]) =>
      `  ${BURDEN.twice(
        what,
        list.map(({ name }) => name),
      )}`,
  )
  return [
    rows.length === 0 ? BURDEN.none : table(BURDEN.columns, rows),
    ceiling === null ? BURDEN.noCeiling : BURDEN.ceiling(ceiling),
    ...over,
    ...(twice.length > 0 ? [BURDEN.repeated, ...twice] : []),
  ].join('\n')
}

/** Adds it to the command line. */
export function registerCycleBurden(cycle: Command): void {
  verb(cycle, 'burden', SUPERVISION_VERBS.cycleBurden)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--unit <unit>', SUPERVISION_OPTIONS.unitOnly)
    .action(answering(answer))
}
