import type { Pack, PlanStep } from '../../scoring/index.ts'
import { inputsFor } from '../../steps/table.ts'
import { unitsReported } from '../../steps/results.ts'
import type { PackUnit } from '../../steps/units.ts'
import { csvLine } from './csv.ts'
import { writeWorkbook } from './workbook.ts'
import { ABOUT_RESULTS, RESULTS_FORMAT, RESULTS_GUIDE, RESULTS_SHEETS, UNIT_COLUMN } from './results-words.ts'

export type ResultsStep = Extract<PlanStep, { kind: 'results' }>
/** What the results of a step of a cycle are handed in on: who it belongs to, a column for each number or fact, a row for each unit. */
export type ResultsForm = {
  cycle: string
  step: ResultsStep
  pack: Pack
  columns: { name: string; note: string }[]
  units: PackUnit[]
}

/** `task`: whose results it asks for; those of all units, but for the body's own, unless it is about one. */
export function resultsForm(pack: Pack, cycle: string, step: ResultsStep, task?: { unit: string | null }): ResultsForm {
  const { inputs } = pack.scoring
  const names = step.inputs ?? (inputs[`${step.input}.raw`] ? [`${step.input}.raw`, `${step.input}.full`] : [step.input ?? ''])
  const columns = names.map((name) => ({ name, note: inputs[name]?.label ?? name }))
  return { cycle, step, pack, columns, units: unitsReported({ pack, spec: step }, task) }
}

/** The columns that a unit has to fill. */
export const columnsOf = ({ pack, step, columns }: ResultsForm, unit: PackUnit): string[] =>
  step.inputs ? inputsFor(pack, step.inputs, unit) : columns.map(({ name }) => name)

/** The first rows, which say what the file is for. */
const about = ({ cycle, step }: ResultsForm): string[][] => [
  [ABOUT_RESULTS.cycle, cycle],
  [ABOUT_RESULTS.step, step.key, step.name],
  [ABOUT_RESULTS.format, RESULTS_FORMAT],
]
const heads = ({ columns }: ResultsForm): string[][] => [
  [UNIT_COLUMN.name, ...columns.map(({ name }) => name)],
  [UNIT_COLUMN.note, ...columns.map(({ note }) => note)],
]

/** An empty form as a workbook. */
export const resultsWorkbook = (form: ResultsForm): Promise<Buffer> =>
  writeWorkbook([
    { name: RESULTS_SHEETS.about, rows: [...about(form), ...RESULTS_GUIDE.map((line) => [line])], headings: 0 },
    { name: RESULTS_SHEETS.results, rows: [...heads(form), ...form.units.map(({ key }) => [key])], headings: 2 },
  ])

/** An empty form as CSV, with a byte order mark so that Excel takes it for UTF-8. */
export const resultsCsv = (form: ResultsForm): string => filledCsv(form, {})

/** The same with what a body has found. */
export function filledCsv(
  form: ResultsForm,
  results: { readonly [unit: string]: string | { [column: string]: string } | undefined },
): string {
  const cells = (unit: string): string[] => {
    const given = results[unit]
    return form.columns.map(({ name }) =>
      typeof given === 'string' ? given : (given?.[name] ?? given?.[name.slice(name.lastIndexOf('.') + 1)] ?? ''),
    )
  }
  const rows = [...about(form), ...heads(form), ...form.units.map(({ key }) => [key, ...cells(key)])]
  return `\uFEFF${rows.map(csvLine).join('\r\n')}\r\n`
}
