import ExcelJS from 'exceljs'
import { Refusal } from '../../records/refusal.ts'
import { escapeCellText } from './cell-text.ts'
import { notWorkbook } from './not-workbook.ts'
import { numberText } from './number-text.ts'
import { cellPlace } from './words.ts'
import { checkZip } from './zip.ts'

/** Rows and columns of a sheet that are read at most. */
export const MOST_ROWS = 20_000
export const MOST_COLUMNS = 1_000
/** Characters that a cell of Excel holds. */
export const MOST_CHARACTERS = 32_767

/** A sheet to be written: all cells are texts. `headings` is how many rows stay in view; `hidden` numbers columns from 0. */
export type SheetText = { name: string; rows: (string | undefined)[][]; headings: number; hidden?: number[] }
/** A cell that was read: its text, or what is wrong with it. `column` counts from 0. */
export type ReadCell = { column: number; address: string } & ({ text: string } | { wrong: string })
/** A sheet that was read: rows that hold anything, with their number from 1. */
export type ReadSheet = { name: string; rows: { number: number; cells: ReadCell[] }[] }

/** Writes a workbook of text cells. @throws Refusal `bad-input` for a text that no cell holds */
export async function writeWorkbook(sheets: readonly SheetText[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  for (const { name, rows, headings, hidden = [] } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', xSplit: headings > 0 ? 1 : 0, ySplit: headings }] })
    const width = Math.max(...rows.map((row) => row.length))
    for (let column = 0; column < width; column++) {
      const of = sheet.getColumn(column + 1)
      Object.assign(of, { numFmt: '@', width: column === 0 ? 22 : 16, hidden: hidden.includes(column) })
    }
    for (const [index, row] of rows.entries()) writeRow(sheet, index, row, index < headings)
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function writeRow(sheet: ExcelJS.Worksheet, index: number, row: SheetText['rows'][number], isHeading: boolean): void {
  for (const [column, text] of row.entries()) {
    if (text === undefined) continue
    const cell = sheet.getCell(index + 1, column + 1)
    const written = escapeCellText(text)
    if (written.length > MOST_CHARACTERS)
      throw new Refusal(
        'bad-input',
        `${cellPlace(sheet.name, cell.address)}：一个单元格应不超过 ${MOST_CHARACTERS} 个字符，实为 ${written.length} 个；请缩短。`,
      )
    cell.value = written
    cell.numFmt = '@'
    if (isHeading) Object.assign(cell, { font: { bold: index === 0 }, alignment: { wrapText: true, vertical: 'top' } })
  }
}

/** Reads a workbook, cell by cell. @throws Refusal `bad-input` unless it is an .xlsx of reasonable size */
export async function readWorkbook(bytes: Buffer, file: string): Promise<ReadSheet[]> {
  checkZip(bytes, file)
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(new Uint8Array(bytes).buffer, { ignoreNodes: IGNORED })
  } catch {
    throw notWorkbook(file)
  }
  return workbook.worksheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) }))
}

/** Of these the reader would make an object for each cell, a whole column included. */
const IGNORED = ['dataValidations', 'conditionalFormatting', 'autoFilter', 'drawing', 'picture', 'tableParts', 'extLst']

function rowsOf(sheet: ExcelJS.Worksheet): ReadSheet['rows'] {
  const rows: ReadSheet['rows'] = []
  sheet.eachRow((row, number) => {
    const cells: ReadCell[] = []
    row.eachCell((cell) => {
      const read = readCell(cell)
      if ('wrong' in read || read.text !== '') cells.push({ column: Number(cell.col) - 1, address: cell.address, ...read })
    })
    if (cells.length === 0) return
    if (rows.length >= MOST_ROWS) throw new Refusal('bad-input', `工作表“${sheet.name}”应不超过 ${MOST_ROWS} 行，实际超过；请分开填写。`)
    const far = cells.find((cell) => cell.column >= MOST_COLUMNS)
    if (far) throw new Refusal('bad-input', `${cellPlace(sheet.name, far.address)}：应不超过 ${MOST_COLUMNS} 列；请删去无关的列。`)
    rows.push({ number, cells })
  })
  return rows
}

function readCell(cell: ExcelJS.Cell): { text: string } | { wrong: string } {
  const { value, type } = cell
  const { ValueType } = ExcelJS
  if (type === ValueType.Merge) return { wrong: `应为单独的单元格，实与 ${cell.master.address} 合并；请取消合并` }
  if (typeof value === 'string') return { text: value }
  if (typeof value === 'boolean') return { text: String(value) }
  if (typeof value === 'number') return numberText(value, cell.numFmt ?? '')
  if (value === null || value === undefined) return { text: '' }
  if (value instanceof Date) return { wrong: '应为文字，实为日期格式；请把单元格改为文本格式，照原文写出（日期写作 2014-01-31）' }
  if (type === ValueType.Formula) return { wrong: `应为文字，实为公式 ${formulaOf(cell)}；请改为公式的结果` }
  if (type === ValueType.Error) return { wrong: `应为文字，实为错误值 ${(value as ExcelJS.CellErrorValue).error}；请改正` }
  if (type === ValueType.Hyperlink && typeof (value as ExcelJS.CellHyperlinkValue).text === 'string')
    return { text: (value as ExcelJS.CellHyperlinkValue).text }
  const runs = type === ValueType.RichText ? (value as ExcelJS.CellRichTextValue).richText : []
  if (runs.length === 1) return { text: runs[0]!.text } // one format throughout, as some programs write every text
  return { wrong: '应为一种格式的文字，实有几种字体或颜色；请清除格式后重写' }
}

const formulaOf = (cell: ExcelJS.Cell): string => `=${cell.formula || '…'}`
