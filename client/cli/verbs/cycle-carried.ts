import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { ROLL, VERSION_VERBS } from '../words/versions.ts'

async function answer(cycle: string, { unit }: { unit?: string }): Promise<Answer> {
  const [{ withRows }, { carriedView }] = await Promise.all([import('../session.ts'), import('../../views/carried.ts')])
  const view = await withRows(({ database }) => carriedView(database, cycle, unit))
  const rows = view.map(({ kind, unit: of, words, from, row, became, by, at }) => [
    ROLL.kinds[kind],
    of,
    words,
    `${from} ${row}`,
    became,
    `${by} ${at}`,
  ])
  return { json: view, text: () => (rows.length === 0 ? ROLL.nothing : table(ROLL.carriedColumns, rows)) }
}

/** Adds it to the command line. */
export function registerCycleCarried(cycle: Command): void {
  verb(cycle, 'carried', VERSION_VERBS.carried)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--unit <unit>', OPTIONS.unit)
    .action(answering(answer))
}
