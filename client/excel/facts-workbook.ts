import { Refusal } from '../../records/refusal.ts'
import { canonicalJson, checkFacts, type Facts, type Pack } from '../../scoring/index.ts'
import { fromTables } from './from-tables.ts'
import { findTables, layOut } from './tables.ts'
import { toTables } from './to-tables.ts'
import { readWorkbook, writeWorkbook, type ReadSheet } from './workbook.ts'

/**
 * Facts as an .xlsx workbook of text cells, which `readFactsWorkbook` gives back exactly.
 * @throws Refusal `bad-input` where a fact cannot be written so
 */
export async function factsWorkbook(pack: Pack, facts: Facts): Promise<Buffer> {
  const bytes = await writeWorkbook(layOut(pack, toTables(pack, facts)))
  const back = await readFactsWorkbook(pack, bytes, 'xlsx')
  if (canonicalJson(back) === canonicalJson(withoutEmpty(facts))) return bytes
  throw new Refusal(
    'bad-input',
    '事实中有工作表写不下的内容（如值中另有键、以“不适用：”开头的取值、空的来源），未予导出；请先更正事实文件。',
  )
}

/**
 * The facts in a workbook of this pack, checked as a facts file is.
 * @throws Refusal `bad-input` with a line for every cell that is wrong
 */
export async function readFactsWorkbook(pack: Pack, bytes: Buffer, file: string): Promise<Facts> {
  const { facts, complaints } = readSheets(pack, await readWorkbook(bytes, file))
  if (complaints.length === 0) return facts
  throw new Refusal('bad-input', `工作簿 ${file} 有 ${complaints.length} 处错误，未予读入。`, complaints)
}

/** Facts of sheets, with every complaint about them. */
export function readSheets(pack: Pack, sheets: readonly ReadSheet[]): { facts: Facts; complaints: string[] } {
  const { tables, complaints } = findTables(pack, sheets)
  const { facts, found } = fromTables(pack, tables)
  const told = [...complaints, ...found.complaints]
  const placed = checkFacts(pack, facts).map(({ path, message }) => `${placeOf(found.places, path)}：${message}`)
  const isNew = (line: string): boolean => !told.some((each) => each.split('：')[0] === line.split('：')[0])
  return { facts, complaints: tables.length === 0 ? told : [...told, ...placed.filter(isNew)] }
}

/** The cell of a JSON pointer, or of the nearest above it that has one. */
function placeOf(places: ReadonlyMap<string, string>, path: string): string {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at)
    if (place !== undefined) return place
  }
  return `工作簿 ${path}`
}

/** A unit with nothing under it says as much as one that is not there. */
function withoutEmpty({ pack, parameters = {}, units }: Facts): Facts {
  const set = Object.keys(parameters).length > 0 ? { parameters } : {}
  return { pack, ...set, units: Object.fromEntries(Object.entries(units).filter(([, facts]) => Object.keys(facts).length > 0)) }
}
