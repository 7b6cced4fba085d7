import { Refusal } from '../../records/refusal.ts'
import { notWorkbook } from './not-workbook.ts'

/** Cells that merged ranges and named ranges may cover: a reader of workbooks makes an object of each. */
const MOST_MERGED_CELLS = 10_000
const MOST_NAMED_CELLS = 1_000_000

/** Counts the cells of the ranges in the XML of a sheet or a workbook. @throws Refusal `bad-input` where they are very many */
export function checkRanges(xml: string, file: string): void {
  const merged = [...xml.matchAll(/<(?:\w+:)?mergeCell\s([^>]*)>/g)].map(([, attributes = '']) => {
    const [, range] = /\bref\s*=\s*["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']/.exec(attributes) ?? []
    if (range === undefined) throw notWorkbook(file)
    return cellsOf(range)
  })
  const named = [...xml.matchAll(/<(?:\w+:)?definedName\b[^>]*>([^<]*)</g)].map(([, text = '']) => {
    if (text.includes('&#')) throw notWorkbook(file) // written so that a range is not seen
    return sum([...text.replaceAll('$', '').matchAll(/[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}/gi)].map(([range]) => cellsOf(range)))
  })
  if (sum(merged) > MOST_MERGED_CELLS) throw new Refusal('bad-input', `\`${file}\` 中有很大的合并单元格；请取消合并后再试。`)
  if (sum(named) > MOST_NAMED_CELLS) throw new Refusal('bad-input', `\`${file}\` 的名称管理器中有很大的区域；请删去后再试。`)
}

/** Cells of a range such as `A1:C7`. */
function cellsOf(range: string): number {
  const [[left, top], [right, bottom]] = range.split(':').map((corner) => [column(corner), Number(/\d+$/.exec(corner)?.[0])]) as [
    [number, number],
    [number, number],
  ]
  return (Math.abs(right - left) + 1) * (Math.abs(bottom - top) + 1)
}

const column = (corner: string): number =>
  [...corner.toUpperCase().replace(/\d/g, '')].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
