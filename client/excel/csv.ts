import { Refusal } from '../../records/refusal.ts'
import { decodeText } from '../text-file.ts'
import { MOST_ROWS, type ReadCell, type ReadSheet } from './workbook.ts'

/**
 * The cells of a CSV file (RFC 4180, UTF-8, as Excel saves and reads it with a byte order mark), addressed as a spreadsheet would.
 * @throws Refusal `bad-input` for another encoding, a quotation mark that is not closed, or too many rows
 */
export function readCsv(bytes: Buffer, file: string): ReadSheet['rows'] {
  const text = decodeText(bytes, file).replace(/^\uFEFF/, '')
  const rows: ReadSheet['rows'] = []
  for (const [index, fields] of split(text, file).entries()) {
    if (index >= MOST_ROWS) throw new Refusal('bad-input', `${file} 应不超过 ${MOST_ROWS} 行，实际超过；请分开填写。`)
    const cells = fields.flatMap((field, column): ReadCell[] =>
      field.trim() === '' ? [] : [{ column, address: `${letters(column)}${index + 1}`, text: field.trim() }],
    )
    if (cells.length > 0) rows.push({ number: index + 1, cells })
  }
  return rows
}

function split(text: string, file: string): string[][] {
  const rows: string[][] = [[]]
  for (let at = 0; at <= text.length; at++) {
    const field = /^"((?:[^"]|"")*)"(?=[,\r\n]|$)|^[^,\r\n]*/.exec(text.slice(at, at + 100_000))
    const found = field?.[0] ?? ''
    if (found.startsWith('"') && field?.[1] === undefined)
      throw new Refusal('bad-input', `${file} 第 ${rows.length} 行的引号没有成对，未予读入；请更正。`)
    rows.at(-1)?.push(field?.[1]?.replaceAll('""', '"') ?? found)
    at += found.length
    if (text[at] === ',') continue
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    if (at < text.length) rows.push([])
  }
  return rows
}

/** `A`, `B` … `Z`, `AA`. */
const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

/** Fields as a line of CSV. */
export const csvLine = (fields: readonly string[]): string =>
  fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
