import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { faults, headings, rowsOf, wantedBy, type Wanted } from '../support/articles.ts'
import { packFiles } from '../support/packs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const keys = fs.readdirSync(path.join(root, 'packs')).toSorted()
type Entry = { key?: string; article?: string; source?: { article?: string } }

/** The files of a pack as they are written: rules for each node of a frame, steps with instances stand once. */
function written(files: Record<string, string>): Record<string, unknown> {
  const yaml = Object.entries(files).filter(([name]) => /^\w+\.yaml$/u.test(name))
  return Object.fromEntries(yaml.map(([name, text]) => [name, parse(text, { schema: 'failsafe' })]))
}

/** Every article that a pack cites as a source or asks about. */
function citedBy(documents: Record<string, unknown>): string[] {
  const found: string[] = []
  JSON.stringify(documents, (key, value: unknown) => {
    if (key === 'source' && value !== null && typeof value === 'object' && 'article' in value) found.push(String(value.article))
    if (key === 'assumptions.yaml') found.push(...(value as Entry[]).map(({ article = '' }) => article))
    return value
  })
  return [...new Set(found)]
}

/** What must have its place in a table: each rule, exception, parameter, grade, consequence, prize and step that rests on an article, and each open question. */
function placedOf(documents: Record<string, unknown>): string[] {
  const parts = (file: string, part: string): [string, Entry][] => {
    const list = member(documents[file], part) ?? []
    return Array.isArray(list) ? list.map((one: Entry) => [one.key ?? '', one]) : Object.entries(list as Record<string, Entry>)
  }
  const restingOn = (file: string, part: string, where = `${part}/`): string[] =>
    parts(file, part).flatMap(([key, { source }]) => (source?.article === undefined ? [] : [`${file}#${where}${key}`]))
  return [
    ...['rules', 'exceptions', 'parameters'].flatMap((part) => restingOn('scoring.yaml', part)),
    ...['grades', 'consequences', 'prizes'].flatMap((part) => restingOn('grades.yaml', part)),
    ...restingOn('plan.yaml', 'steps', ''),
    ...(documents['assumptions.yaml'] as Entry[]).map(({ key }) => `assumptions.yaml#${key}`),
  ]
}

/** Whether `plan.yaml#step`, `scoring.yaml#rules/x`, `indicators.yaml#frame/nodes/x` names something in the files of a pack. */
function existsIn(documents: Record<string, unknown>) {
  return (place: string): boolean => {
    const [file = '', where = ''] = place.split('#')
    let value = file === 'plan.yaml' ? member(documents[file], 'steps') : documents[file]
    for (const part of where.split('/')) value = Array.isArray(value) ? value.find((one: Entry) => one.key === part) : member(value, part)
    return value !== undefined
  }
}
const member = (value: unknown, part: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined

describe.each(keys)('docs/articles/%s.md', (key) => {
  const files = packFiles(key)
  const documents = written(files)
  const table = fs.readFileSync(path.join(root, `docs/articles/${key}.md`), 'utf8')
  const rows = rowsOf(table)
  const wanted: Wanted = {
    articles: wantedBy(files['source.txt']!, citedBy(documents)),
    rows: Number(/共 (\d+) 行/u.exec(table)?.[1]),
    placed: placedOf(documents),
    exists: existsIn(documents),
  }

  test('has a row for each numbered heading and each article that is cited, and a place for all that rests on one', () => {
    expect(faults(rows, wanted)).toEqual([])
  })

  test('is found wanting without any one of its rows', () => {
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows) expect(faults(rows.filter((each) => each !== row), wanted), row.content).not.toEqual([])
  })
})

test.each<[string, string, string]>([
  ['sections, parts and items', '一、甲\n（一）乙\n1. 丙\n 2.丁\n(二)戊\n二、己\n1. 庚', '一 一(一) 一(一)1 一(一)2 一(二) 二 二1'],
  ['articles of chapters', '第一章 总则\n第一条 甲\n(一)乙\n第二条 丙', '第一章 第一条 第一条(一) 第二条'],
  [
    'a table with a numbering of its own',
    '三、甲\n(一)乙\n(二)丙\n一、丁\n(一)戊\n1.己\n二、庚\n(二)辛\n(三)壬\n(四)寅\n(三)癸\n四、子',
    '三 三(一) 三(二) 三(二)一 三(二)一(一) 三(二)一(一)1 三(二)二 三(二)二(二) 三(二)二(三) 三(二)二(四) 三(三) 四',
  ],
  ['annexes', '二、甲\n附件:1.乙\n2.丙\n附件2\n一、丁\n1戊', '二 附件 附件1 附件2 附件2一 附件2一1'],
  ['neither years, nor dates, nor rows of tables', '2017年度\n12月\n1\t市政府办\n20%', ''],
])('headings: %s', (_, original, found) => {
  expect(headings(original).join(' ')).toBe(found)
})

test('a place that is not in the pack, one that lacks, a way that is none, a row twice and a wrong count are faults', () => {
  const total = 'scoring.yaml#rules/total'
  const row = { article: '一', content: '甲', way: '计算', places: [total] }
  const wanted = (rows: number): Wanted => ({ articles: new Set(['一']), rows, placed: [total], exists: (place) => place === total })
  expect(faults([row], wanted(1))).toEqual([])
  expect(faults([{ ...row, places: [total, 'scoring.yaml#rules/toll'] }], wanted(1))).toEqual(['条款 一 的位置 scoring.yaml#rules/toll 不在规则包中'])
  expect(faults([{ ...row, places: [] }], wanted(1))).toEqual([`${total} 引用了条款，表中没有`, '条款 一 没有位置'])
  expect(faults([{ ...row, way: '估计' }], wanted(1))).toEqual(['条款 一 的方式应为 计算、环节、审定、约定、说明 之一，实为 估计'])
  expect(faults([row, row], wanted(2))).toEqual(['一 甲 有两行'])
  expect(faults([row, { ...row, article: '二' }], wanted(2))).toEqual(['条款 二 不见于原文的编号，也没有引用'])
  expect(faults([row], wanted(2))).toEqual(['表中写明共 2 行，实为 1 行'])
  expect(faults([], wanted(0))).toEqual(['条款 一 不在表中', `${total} 引用了条款，表中没有`])
})
