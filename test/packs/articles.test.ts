import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Pack } from '../../scoring/index.ts'
import { faults, headings, rowsOf, wantedBy } from '../support/articles.ts'
import { packFiles, readPack } from '../support/packs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const keys = fs.readdirSync(path.join(root, 'packs')).toSorted()

/** Every article that a pack cites as a source or asks about. */
function citedBy({ cases: _, assumptions, ...pack }: Pack): string[] {
  const found = assumptions.map(({ article }) => article)
  JSON.stringify(pack, (key, value: unknown) => {
    if (key === 'source' && typeof value === 'object' && value !== null && 'article' in value) found.push(String(value.article))
    return value
  })
  return [...new Set(found)]
}

/** Whether `plan.yaml#step`, `scoring.yaml#rules/x`, `indicators.yaml#frame/nodes/x` names something in the files of a pack. */
function existsIn(files: Record<string, string>) {
  const documents = new Map<string, unknown>()
  return (place: string): boolean => {
    const [file = '', where = ''] = place.split('#')
    if (files[file] === undefined || where === '') return false
    if (!documents.has(file)) documents.set(file, parse(files[file], { schema: 'failsafe' }))
    let value = documents.get(file)
    if (file === 'plan.yaml') value = (value as { steps: unknown }).steps
    for (const part of where.split('/')) value = Array.isArray(value) ? value.find((one: { key?: string }) => one.key === part) : member(value, part)
    return value !== undefined
  }
}
const member = (value: unknown, part: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined

describe.each(keys)('docs/articles/%s.md', (key) => {
  const files = packFiles(key)
  const rows = rowsOf(fs.readFileSync(path.join(root, `docs/articles/${key}.md`), 'utf8'))
  const wanted = wantedBy(files['source.txt']!, citedBy(readPack(key)))
  const exists = existsIn(files)
  const faultsOf = (table: typeof rows) => faults(table, wanted, exists)

  test('has a row for each numbered heading and each article that the pack cites, and names only what is in the pack', () => {
    expect(faultsOf(rows)).toEqual([])
  })

  test('is found wanting without any one of its rows', () => {
    expect(rows.length).toBeGreaterThan(20)
    for (const { article } of rows) expect(faultsOf(rows.filter((row) => row.article !== article)), article).toEqual([`条款 ${article} 不在表中`])
  })
})

test.each<[string, string, string]>([
  ['sections, parts and items', '一、甲\n（一）乙\n1. 丙\n 2.丁\n(二)戊\n二、己\n1. 庚', '一 一(一) 一(一)1 一(一)2 一(二) 二 二1'],
  ['articles of chapters', '第一章 总则\n第一条 甲\n(一)乙\n第二条 丙', '第一章 第一条 第一条(一) 第二条'],
  ['a table with a numbering of its own', '三、甲\n(一)乙\n(二)丙\n一、丁\n(一)戊\n1.己\n二、庚\n(二)辛\n(三)壬\n(四)寅\n(三)癸\n四、子', '三 三(一) 三(二) 三(二)一 三(二)一(一) 三(二)一(一)1 三(二)二 三(二)二(二) 三(二)二(三) 三(二)二(四) 三(三) 四'],
  ['annexes', '二、甲\n附件:1.乙\n2.丙\n附件2\n一、丁\n1戊', '二 附件 附件1 附件2 附件2一 附件2一1'],
  ['neither years, nor dates, nor rows of tables', '2017年度\n12月\n1\t市政府办\n20%', ''],
])('headings: %s', (_, original, found) => {
  expect(headings(original).join(' ')).toBe(found)
})

test('a place that is not in the pack, a way that is none and a row twice are faults', () => {
  const row = { article: '一', content: '甲', way: '计算', places: ['scoring.yaml#rules/total'] }
  const only = (...rows: (typeof row)[]) => faults(rows, new Set(['一']), (place) => place === 'scoring.yaml#rules/total')
  expect(only(row)).toEqual([])
  expect(only({ ...row, places: ['scoring.yaml#rules/toll'] })).toEqual(['条款 一 的位置 scoring.yaml#rules/toll 不在规则包中'])
  expect(only({ ...row, places: [] })).toEqual(['条款 一 没有位置'])
  expect(only({ ...row, way: '估计' })).toHaveLength(1)
  expect(only(row, row)).toEqual(['条款 一 有两行'])
  expect(only(row, { ...row, article: '二' })).toEqual(['条款 二 不见于原文的编号，也没有引用'])
})
