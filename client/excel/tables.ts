import type { Pack } from '../../scoring/index.ts'
import type { Sheet } from './sheets.ts'
import { sheetsOf } from './sheets.ts'
import type { ReadSheet, SheetText } from './workbook.ts'
import { ABOUT, cellPlace, FORMAT, GUIDE, SHEETS } from './words.ts'

/** A row to be written: texts by the paths of columns. */
export type TextRow = { [path: string]: string }
/** A cell that was filled, and where it stands in words. */
export type Cell = { text: string; at: string }
/** A row that was read: its filled cells by the paths of columns; `at` is its first cell in words. */
export type Row = { at: string; cells: ReadonlyMap<string, Cell> }
export type Table = { sheet: Sheet; rows: Row[] }

const HEADINGS = 2

/** Tables as sheets of a workbook, after the sheet that says which pack they belong to. Columns of origins that nobody has used are hidden. */
export function layOut(pack: Pack, tables: readonly { sheet: Sheet; rows: readonly TextRow[] }[]): SheetText[] {
  const about = [
    [ABOUT.pack, pack.pack.key, pack.pack.name],
    [ABOUT.hash, pack.hash],
    [ABOUT.format, FORMAT],
    ...GUIDE.map((line) => [line]),
  ]
  return [
    { name: SHEETS.about, rows: about, headings: 0 },
    ...tables.map(({ sheet: { name, columns }, rows }) => ({
      name,
      headings: HEADINGS,
      hidden: columns.flatMap(({ path }, index) => (/.@origin$/.test(path) && !rows.some((row) => row[path] !== undefined) ? [index] : [])),
      rows: [columns.map(({ path }) => path), columns.map(({ note }) => note), ...rows.map((row) => columns.map(({ path }) => row[path]))],
    })),
  ]
}

/** The tables of a workbook, and every complaint about sheets, headings and cells. */
export function findTables(pack: Pack, found: readonly ReadSheet[]): { tables: Table[]; complaints: string[] } {
  const foreign = otherPack(pack, found)
  if (foreign.length > 0) return { tables: [], complaints: foreign }
  const wanted = sheetsOf(pack)
  const known = new Set([SHEETS.about, ...wanted.map(({ name }) => name)])
  const names = wanted.map(({ name }) => name).join('、')
  const complaints = found
    .filter(({ name, rows }) => !known.has(name) && rows.length > 0)
    .map(
      ({ name, rows }) =>
        `${cellPlace(name, rows[0]?.cells[0]?.address ?? 'A1')}：应只有工作表 ${names}，实为“${name}”；请删去或移到别处。`,
    )
  const tables = wanted.flatMap((sheet): Table[] => {
    const own = found.find(({ name }) => name === sheet.name)
    if (own) return [{ sheet, rows: readRows(sheet, own, complaints) }]
    complaints.push(`应有工作表“${sheet.name}”，实际没有；请用 niankao export 重新导出。`)
    return []
  })
  return { tables, complaints }
}

function otherPack(pack: Pack, found: readonly ReadSheet[]): string[] {
  const wanted = [pack.pack.key, pack.hash, FORMAT]
  const about = found.find(({ name }) => name === SHEETS.about)
  if (!about) return [`应有工作表“${SHEETS.about}”写明规则包，实际没有；请用 niankao export 导出后填写。`]
  return [ABOUT.pack, ABOUT.hash, ABOUT.format].flatMap((label, index) => {
    const cell = about.rows.find(({ number }) => number === index + 1)?.cells.find(({ column }) => column === 1)
    const text = cell && 'text' in cell ? cell.text : '空缺'
    if (text === wanted[index]) return []
    const advice = index === 1 ? '规则包在导出之后改过，请重新导出；各列确未变动的，可把此格改为上述摘要' : '请核对是不是这个规则包的工作簿'
    return [`${cellPlace(SHEETS.about, `B${index + 1}`)}：${label}应为 \`${wanted[index]}\`，实为 \`${text}\`；${advice}。`]
  })
}

function readRows(sheet: Sheet, { rows }: ReadSheet, complaints: string[]): Row[] {
  const paths = headings(sheet, rows.find(({ number }) => number === 1)?.cells ?? [], complaints)
  return rows.flatMap(({ number, cells }) => {
    if (number <= HEADINGS) return []
    const filled = new Map<string, Cell>()
    for (const cell of cells) {
      const path = paths.get(cell.column)
      const at = cellPlace(sheet.name, cell.address)
      if ('wrong' in cell) complaints.push(`${at}：${cell.wrong}。`)
      else if (path !== undefined) filled.set(path, { text: cell.text, at })
      else if (!paths.has(cell.column)) complaints.push(`${at}：这一列应有第一行的名称，实际没有；请删去或补上。`)
    }
    return [{ at: cellPlace(sheet.name, `A${number}`), cells: filled }]
  })
}

/** The path of each column that has a heading; undefined where the heading is wrong and has been complained of. */
function headings(sheet: Sheet, cells: ReadSheet['rows'][number]['cells'], complaints: string[]): Map<number, string | undefined> {
  const known = new Set(sheet.columns.map(({ path }) => path))
  const paths = new Map<number, string | undefined>()
  const first = new Map<string, string>()
  for (const cell of cells) {
    const at = cellPlace(sheet.name, cell.address)
    const path = 'text' in cell ? cell.text : undefined
    const earlier = path === undefined ? undefined : first.get(path)
    if ('wrong' in cell) complaints.push(`${at}：${cell.wrong}。`)
    else if (!known.has(cell.text))
      complaints.push(`${at}：第一行应为 ${[...known].join('、')} 之一，实为 \`${cell.text}\`；请更正或删去这一列。`)
    else if (earlier !== undefined) complaints.push(`${at}：第一行的名称不得重复，\`${cell.text}\` 已见于 ${earlier}；请删去其中一列。`)
    const fits = path !== undefined && known.has(path) && earlier === undefined
    paths.set(cell.column, fits ? path : undefined)
    if (fits) first.set(path, cell.address)
  }
  const lacking = sheet.columns.filter(({ path }) => !first.has(path) && !path.endsWith('@origin') && path !== '@name' && path !== '@label')
  if (lacking.length > 0) {
    const names = lacking.map(({ path }) => `\`${path}\``).join('、')
    complaints.push(`工作表“${sheet.name}”第一行应有 ${names}，实际没有；请补上，或用 niankao export 重新导出。`)
  }
  return paths
}
