import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { rowsOf } from '../support/articles.ts'
import { packFiles } from '../support/packs.ts'

type Step = { key: string; kind: string; source: { article?: string; assumption?: string } }
type Row = { article: string; steps: { key: string; kind: string }[] }

const chapters = new Map(
  fs
    .readFileSync(new URL('../../docs/step-catalogue.md', import.meta.url), 'utf8')
    .split(/^## /mu)
    .slice(1)
    .map((chapter) => [/^\S+/u.exec(chapter)?.[0] ?? '', rowsIn(chapter)]),
)
const keys = fs.readdirSync(new URL('../../packs', import.meta.url)).toSorted()

function rowsIn(chapter: string): Row[] {
  const lines = chapter.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| 条款 |'))
  return lines.map((line) => {
    const [article = '', , steps = ''] = line.split('|').slice(1, -1).map((cell) => cell.trim()) // prettier-ignore
    return { article, steps: [...steps.matchAll(/`([^`]+)` (\w+)/gu)].map(([, key = '', kind = '']) => ({ key, kind })) }
  })
}

/** What is wrong with the table of a pack: a step that is none or of another kind, one that lacks, an article that is none, a row without steps. */
function faults(rows: readonly Row[], plan: readonly Step[], articles: ReadonlySet<string>): string[] {
  const kinds = new Map(plan.map(({ key, kind }) => [key, kind]))
  const named = rows.flatMap(({ steps }) => steps)
  return [
    ...named.filter(({ key, kind }) => kinds.get(key) !== kind).map(({ key, kind }) => `${key} 不是 plan.yaml 中的 ${kind} 环节`),
    ...plan.filter(({ key }) => !named.some((each) => each.key === key)).map(({ key }) => `环节 ${key} 不在表中`),
    ...rows.filter(({ steps }) => steps.length === 0).map(({ article }) => `条款 ${article} 没有环节`),
    ...rows.filter(({ article }) => !articles.has(article)).map(({ article }) => `条款 ${article} 不在 docs/articles 的表中`),
  ]
}

test('there is a table for each pack, and no other', () => {
  expect([...chapters.keys()].toSorted()).toEqual(keys)
})

describe.each(keys)('the steps of %s', (key) => {
  const { steps: plan } = parse(packFiles(key)['plan.yaml']!, { schema: 'failsafe' }) as { steps: Step[] }
  const table = rowsOf(fs.readFileSync(new URL(`../../docs/articles/${key}.md`, import.meta.url), 'utf8'))
  const assumed = plan.flatMap(({ source }) => (source.assumption === undefined ? [] : [`约定 ${source.assumption}`]))
  const articles = new Set([...table.map(({ article }) => article), ...assumed])
  const rows = chapters.get(key) ?? []

  test('stand beside the articles that they carry out, each of them at least once', () => {
    expect(faults(rows, plan, articles)).toEqual([])
  })

  test('are found to lack where one is taken out, renamed or of another kind', () => {
    const [first] = plan
    const without = rows.map((row) => ({ ...row, steps: row.steps.filter((step) => step.key !== first!.key) }))
    expect(faults(without, plan, articles)).toContain(`环节 ${first!.key} 不在表中`)
    const odd = [...rows, { article: rows[0]!.article, steps: [{ key: 'nothing', kind: 'report' }] }]
    expect(faults(odd, plan, articles)).toEqual(['nothing 不是 plan.yaml 中的 report 环节'])
    expect(faults([...rows, { article: '第零条', steps: [{ key: first!.key, kind: first!.kind }] }], plan, articles)).toEqual([
      '条款 第零条 不在 docs/articles 的表中',
    ])
  })
})
