import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const document = fs.readFileSync(path.join(root, 'docs/features.md'), 'utf8')
const [, features = '', extras = '', complaints = ''] = document.split(/^## .+$/mu)

type Row = { number: string; cells: string[] }
const rows = (section: string): Row[] =>
  section
    .split('\n')
    .filter((line) => /^\| \d/u.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .map(([number = '', ...cells]) => ({ number, cells }))
const numbers = (count: number): string[] => Array.from({ length: count }, (_, place) => String(place + 1))
const filesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+\/[^`]*)`/gu)].map((match) => match[1] ?? '')
const sources = fs
  .globSync('test/**/*.test.ts', { cwd: root })
  .map((file) => fs.readFileSync(path.join(root, file), 'utf8'))
  .join('\n')
/** The numbers that stand in titles of tests after `word`. */
const titled = (word: string): Set<string> =>
  new Set([...sources.matchAll(new RegExp(`\\b${word} (\\d+)\\b(?=[^\\n]*['\`])`, 'gu'))].map((match) => match[1] ?? ''))

describe.each([
  ['ninety-eight features', features, 98],
  ['twenty-five that no rival has', extras, 25],
])('the table of the %s', (_, section, count) => {
  test('has each number once, in order', () => {
    expect(rows(section).map((row) => row.number)).toEqual(numbers(count))
  })

  test.each(rows(section).map((row) => [row.number, row.cells] as const))(
    '%s: what it names is there, or it says why not',
    (_number, cells) => {
      const [modules, tests] = [cells.at(-2), cells.at(-1)]
      const named = [...filesIn(modules), ...filesIn(tests)]
      expect(named.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([])
      const isOpen = /^(?:待办|暂缓)：/u.test(modules ?? '')
      expect([isOpen || filesIn(modules).length > 0, isOpen || filesIn(tests).every((file) => file.startsWith('test/'))]).toEqual([
        true,
        true,
      ])
      expect(isOpen || filesIn(tests).length > 0).toBe(true)
    },
  )
})

test('every group but the last is carried, but for what may wait', () => {
  const open = rows(features).filter(({ cells }) => /^(?:待办|暂缓)：/u.test(cells.at(-2) ?? ''))
  // 73 is the second level of appeal; from 82 on it is the platform
  expect(open.map((row) => Number(row.number)).filter((number) => number < 82)).toEqual([73])
})

test('each of the thirty complaints has a test that bears its number', () => {
  expect(rows(complaints).map((row) => row.number)).toEqual(numbers(30))
  expect(numbers(30).filter((number) => !titled('complaint').has(number))).toEqual([])
})

test('each of the twelve interferences has a test that bears its number', () => {
  expect(numbers(12).filter((number) => !titled('interference').has(number))).toEqual([])
})
