import type { Queries } from '../../records/database.ts'
import { scoresInForce } from '../../records/score.ts'
import { normal } from '../../scoring/decimal.ts'
import type { ResultsContent } from '../excel/read-results.ts'
import type { ResultsForm } from '../excel/results-form.ts'

/** One number or word that an import would change; `before` is null where there was none. */
export type ResultChange = { unit: string; label: string; before: string | null; after: string }

/** What would change if the results were handed in, unit by unit. */
export async function resultChanges(
  queries: Queries,
  { cycle, pack, columns }: ResultsForm,
  { results }: ResultsContent,
): Promise<ResultChange[]> {
  const scores = await scoresInForce(queries, cycle)
  return Object.entries(results).flatMap(([unit, given]) =>
    columns.flatMap(({ name, note }) => {
      const after = told(given, name)
      if (after === undefined) return []
      const row = scores.find((each) => each.unit === unit && each.input === name && each.item === '')
      const flag = pack.scoring.inputs[name]?.type === 'flag'
      const number = row && (flag ? String(row.value === '1') : normal(row.value))
      const before = row ? (row.not_applicable ?? row.word ?? number ?? null) : null
      return before === after ? [] : [{ unit, label: note, before, after }]
    }),
  )
}

function told(given: ResultsContent['results'][string], name: string): string | undefined {
  if (typeof given === 'string') return normal(given)
  const values = given as { [column: string]: string | { notApplicable: string } }
  const value = values[name] ?? values[name.slice(name.lastIndexOf('.') + 1)]
  if (value === undefined) return undefined
  if (typeof value !== 'string') return value.notApplicable
  return /^\d+(\.\d+)?$/.test(value) ? normal(value) : value
}
