import { z } from 'zod'
import type { NewScore } from '../records/score.ts'
import { Refusal } from '../records/refusal.ts'
import { checkUnitFacts, type Pack } from '../scoring/index.ts'
import { requireSameKeys, Text } from './content.ts'
import type { PackUnit } from './units.ts'

const Cell = z.union([z.string(), z.boolean().transform(String), z.strictObject({ notApplicable: Text })])
/** A table of facts that its body hands in: for each unit the inputs of the step, each as the pack declares it, or why it does not apply. */
export const Table = z.strictObject({ results: z.record(z.string(), z.record(z.string(), Cell)) })
type Cell = z.infer<typeof Cell>

/** The inputs of a step that a unit has, by its class. */
export function inputsFor({ scoring }: Pack, inputs: readonly string[], unit: PackUnit): string[] {
  return inputs.filter((name) => scoring.inputs[name]?.classes?.includes(unit.class) ?? true)
}

/** What one unit's row of the table becomes. @throws Refusal when inputs lack, are too many or are not as the pack declares them */
export function scoresOfRow(pack: Pack, inputs: readonly string[], unit: PackUnit, row: { [input: string]: Cell }): NewScore[] {
  requireSameKeys(inputsFor(pack, inputs, unit), Object.keys(row), unit.name)
  const problems = checkUnitFacts(pack, unit.class, row).map(({ message }) => message)
  if (problems.length > 0) throw new Refusal('bad-input', `${unit.name} 的内容不符合要求，未予保存：${problems.join('；')}`, problems)
  return Object.entries(row).map(([input, cell]) => ({ unit: unit.key, input, ...told(pack, input, cell) }))
}

function told({ scoring }: Pack, input: string, cell: Cell): Pick<NewScore, 'value' | 'word' | 'notApplicable'> {
  if (typeof cell !== 'string') return { value: '0', notApplicable: cell.notApplicable }
  const type = scoring.inputs[input]?.type
  if (type === 'flag') return { value: cell === 'true' ? '1' : '0' }
  return type === 'choice' ? { value: '0', word: cell } : { value: cell }
}
