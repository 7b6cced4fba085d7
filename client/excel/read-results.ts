import { Refusal } from '../../records/refusal.ts'
import { compare } from '../../scoring/decimal.ts'
import { checkUnitFacts } from '../../scoring/index.ts'
import { Percent, Points } from '../../steps/content.ts'
import type { PackUnit } from '../../steps/units.ts'
import { readCsv } from './csv.ts'
import { columnsOf, type ResultsForm } from './results-form.ts'
import { ABOUT_RESULTS, RESULTS_FORMAT, RESULTS_SHEETS, UNIT_COLUMN } from './results-words.ts'
import { readWorkbook, type ReadSheet } from './workbook.ts'
import { cellPlace, NOT_APPLICABLE } from './words.ts'

type Rows = ReadSheet['rows']
type Cell = { text: string; at: string }
type Value = string | { notApplicable: string }
/** What a submission to a step of results holds. */
export type ResultsContent = { results: { [unit: string]: Value | { [column: string]: Value } } }
/** Rows of a file, and how a cell of it is called in words. */
type Part = { rows: Rows; place: (address: string) => string }

const ABOUT_ROWS = 3

/**
 * The results in a workbook (.xlsx) or a CSV file, all or none.
 * @throws Refusal `conflict` for the file of another cycle or step; `bad-input` with a line for every cell that is wrong
 */
export async function readResults(form: ResultsForm, bytes: Buffer, file: string): Promise<ResultsContent> {
  const { about, table } = /\.csv$/i.test(file) ? csvParts(readCsv(bytes, file), file) : sheetParts(await readWorkbook(bytes, file))
  const foreign = otherPurpose(form, about)
  if (foreign.length > 0) throw new Refusal('conflict', `${file} 不是周期“${form.cycle}”环节“${form.step.name}”的结果，未予读入。`, foreign)
  const complaints: string[] = []
  const content = contentOf(form, table, complaints)
  if (complaints.length > 0) throw new Refusal('bad-input', `${file} 有 ${complaints.length} 处错误，未予读入。`, complaints)
  return content
}

function csvParts(rows: Rows, file: string): { about: Part; table: Part } {
  const place = (address: string): string => `${file} 单元格 ${address}`
  const isAbout = ({ number }: Rows[number]): boolean => number <= ABOUT_ROWS
  return { about: { rows: rows.filter(isAbout), place }, table: { rows: rows.filter((row) => !isAbout(row)), place } }
}

function sheetParts(sheets: readonly ReadSheet[]): { about: Part; table: Part } {
  const part = (name: string): Part => ({
    rows: sheets.find((sheet) => sheet.name === name)?.rows ?? [],
    place: (address) => cellPlace(name, address),
  })
  return { about: part(RESULTS_SHEETS.about), table: part(RESULTS_SHEETS.results) }
}

/** Files are used again for the next year or the next survey: the first rows say what this one is for. */
function otherPurpose({ cycle, step }: ResultsForm, { rows, place }: Part): string[] {
  const wanted = [
    [ABOUT_RESULTS.cycle, cycle],
    [ABOUT_RESULTS.step, step.key],
    [ABOUT_RESULTS.format, RESULTS_FORMAT],
  ] as const
  return wanted.flatMap(([label, expected], index) => {
    const cell = rows.find(({ number }) => number === index + 1)?.cells.find(({ column }) => column === 1)
    const found = cell && 'text' in cell ? cell.text : '空缺'
    return found === expected
      ? []
      : [`${place(`B${index + 1}`)}：${label}应为 \`${expected}\`，实为 \`${found}\`；请用 niankao results form 另取一份填写。`]
  })
}

function contentOf(form: ResultsForm, table: Part, complaints: string[]): ResultsContent {
  const [heading, ...rest] = table.rows
  const columns = headingsOf(form, heading ?? { number: 1, cells: [] }, table, complaints)
  const results: ResultsContent['results'] = {}
  const first = new Map<string, string>()
  if (complaints.length > 0) return { results }
  for (const { number, cells } of rest.filter(({ number }) => number > (heading?.number ?? 0) + 1)) {
    const row = new Map<string, Cell>()
    for (const cell of cells) {
      const [name, at] = [columns.get(cell.column), table.place(cell.address)]
      if ('wrong' in cell) complaints.push(`${at}：${cell.wrong}。`)
      else if (name === undefined) complaints.push(`${at}：这一列应有第一行的名称，实际没有；请删去或补上。`)
      else row.set(name, { text: cell.text.trim(), at })
    }
    const unit = unitOf(form, row.get(UNIT_COLUMN.name), table.place(`A${number}`), first, complaints)
    if (unit) results[unit.key] = valueOf(form, unit, row, table.place(`A${number}`), complaints)
  }
  const lacking = form.units.filter(({ key }) => !first.has(key)).map(({ key }) => key)
  if (lacking.length > 0)
    complaints.push(`${table.place(`A${heading?.number ?? 1}`)}：应有全部 ${form.units.length} 个单位，缺 ${lacking.join('、')}；请补上。`)
  return { results }
}

/** The name of each column, by its place. */
function headingsOf({ columns }: ResultsForm, { number, cells }: Rows[number], { place }: Part, complaints: string[]): Map<number, string> {
  const known = [UNIT_COLUMN.name, ...columns.map(({ name }) => name)]
  const found = new Map<number, string>()
  for (const cell of cells) {
    const at = place(cell.address)
    if ('wrong' in cell) complaints.push(`${at}：${cell.wrong}。`)
    else if (!known.includes(cell.text))
      complaints.push(`${at}：第一行应为 ${known.join('、')} 之一，实为 \`${cell.text}\`；请更正或删去这一列。`)
    else if ([...found.values()].includes(cell.text))
      complaints.push(`${at}：第一行的名称不得重复，实为 \`${cell.text}\` 两次；请删去其中一列。`)
    else found.set(cell.column, cell.text)
  }
  const lacking = known.filter((name) => ![...found.values()].includes(name))
  if (lacking.length > 0) complaints.push(`${place(`A${number}`)}：第一行应有 ${lacking.join('、')}，实际没有；请补上。`)
  return found
}

function unitOf(
  { units }: ResultsForm,
  cell: Cell | undefined,
  at: string,
  first: Map<string, string>,
  complaints: string[],
): PackUnit | undefined {
  if (!cell) return void complaints.push(`${at}：应写明单位，实为空缺；请补上，或删去这一行。`)
  const unit = units.find(({ key }) => key === cell.text)
  if (!unit) return void complaints.push(`${cell.at}：应为参加本环节的单位，实为 \`${cell.text}\`；请更正。`)
  const earlier = first.get(unit.key)
  if (earlier !== undefined) return void complaints.push(`${cell.at}：一个单位应只有一行，\`${unit.key}\` 已见于 ${earlier}；请并作一行。`)
  first.set(unit.key, cell.at)
  return unit
}

function valueOf(
  form: ResultsForm,
  unit: PackUnit,
  row: ReadonlyMap<string, Cell>,
  at: string,
  complaints: string[],
): ResultsContent['results'][string] {
  const wanted = columnsOf(form, unit)
  const values: { [column: string]: Value } = {}
  for (const { name, note } of form.columns) {
    const cell = row.get(name)
    const say = (sentence: string): unknown => complaints.push(`${cell?.at ?? at}：${sentence}。`)
    if (!wanted.includes(name)) {
      if (cell) say(`“${note}”不用于 ${unit.key} 这一类单位，应为空缺，实为 \`${cell.text}\`；请删去`)
    } else if (!cell) say(`${unit.key} 的“${note}”应填写，实为空缺；空缺不是零，请补上`)
    else if (form.step.inputs === undefined) {
      const problem = numberProblem(form, name, cell.text)
      if (problem === undefined) values[name] = cell.text
      else say(`${unit.key} 的“${note}”${problem}，实为 \`${cell.text}\``)
    } else {
      const value = cell.text.startsWith(NOT_APPLICABLE) ? { notApplicable: cell.text.slice(NOT_APPLICABLE.length).trim() } : cell.text
      const problems = checkUnitFacts(form.pack, unit.class, { [name]: value })
      for (const { message } of problems) say(message.replace(/。$/u, ''))
      values[name] = value
    }
  }
  if (form.step.inputs !== undefined) return values
  const [one = '', full] = form.columns.map(({ name }) => values[name])
  if (form.columns.length === 1) return one
  if (typeof one === 'string' && typeof full === 'string' && one !== '' && compare(one, full) > 0)
    complaints.push(`${row.get(form.columns[0]!.name)?.at ?? at}：${unit.key} 的得分应不超过满分 ${full}，实为 \`${one}\`。`)
  return { raw: one, full: full ?? '' }
}

/** What is wrong with a number of a step that takes one score, or raw points of full points. */
function numberProblem({ columns }: ResultsForm, name: string, text: string): string | undefined {
  if (columns.length === 1) return Percent.safeParse(text).success ? undefined : '应为 0 到 100 之间的数，如 92.5'
  if (!Points.safeParse(text).success) return '应为不小于零的十进制数，如 189.4'
  return name.endsWith('.full') && compare(text, '0') === 0 ? '应大于零' : undefined
}
