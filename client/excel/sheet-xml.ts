import { Refusal } from '../../records/refusal.ts'
import { notWorkbook } from './not-workbook.ts'

/** Cells that merged ranges and named ranges may cover: a reader of workbooks makes an object of each. */
const MOST_MERGED_CELLS = 10_000
const MOST_NAMED_CELLS = 1_000_000

/**
 * Looks through the XML of a sheet or a workbook for what a reader of workbooks would not survive, or read as something else.
 * @throws Refusal `bad-input`
 */
export function checkXml(xml: string, file: string): void {
  if (sum(mergedCells(xml, file)) > MOST_MERGED_CELLS)
    throw new Refusal('bad-input', `\`${file}\` 中有很大的合并单元格；请取消合并后再试。`)
  if (sum(namedCells(xml, file)) > MOST_NAMED_CELLS)
    throw new Refusal('bad-input', `\`${file}\` 的名称管理器中有很大的区域；请删去后再试。`)
  const [address] = [...xml.matchAll(CELL)].flatMap(([, attributes = '', value = '']) =>
    isNumber(attributes, value) ? [] : [addressOf(attributes)],
  )
  if (address !== undefined)
    throw new Refusal('bad-input', `\`${file}\` 单元格 ${address} 应为文字，实为另一种写法的日期或数；请把单元格改为文本格式，照原文写出。`)
}

/** A cell with a value, perhaps after a formula. */
const CELL = /<(?:\w+:)?c\s([^>]*[^/])>\s*(?:<(?:\w+:)?f\b[^<]*(?:<\/(?:\w+:)?f>)?\s*)?<(?:\w+:)?v>([^<]*)</g

/** Cells of other kinds hold texts, truths or errors; of `12 units` or `2014-01-31` a reader would take the beginning. */
function isNumber(attributes: string, value: string): boolean {
  const [, kind = 'n'] = /\bt\s*=\s*["'](\w+)["']/.exec(attributes) ?? []
  return ['s', 'str', 'inlineStr', 'b', 'e'].includes(kind) || (kind === 'n' && /^\s*-?\d+(?:\.\d+)?(?:E[+-]?\d+)?\s*$/i.test(value))
}

const addressOf = (attributes: string): string => /\br\s*=\s*["'](\w+)["']/.exec(attributes)?.[1] ?? '?'

function mergedCells(xml: string, file: string): number[] {
  return [...xml.matchAll(/<(?:\w+:)?mergeCell\s([^>]*)>/g)].map(([, attributes = '']) => {
    const [, range] = /\bref\s*=\s*["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']/.exec(attributes) ?? []
    if (range === undefined) throw notWorkbook(file)
    return cellsOf(range)
  })
}

function namedCells(xml: string, file: string): number[] {
  return [...xml.matchAll(/<(?:\w+:)?definedName\b[^>]*>([^<]*)</g)].map(([, text = '']) => {
    if (text.includes('&#')) throw notWorkbook(file) // written so that a range is not seen
    return sum([...text.replaceAll('$', '').matchAll(/[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}/gi)].map(([range]) => cellsOf(range)))
  })
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
