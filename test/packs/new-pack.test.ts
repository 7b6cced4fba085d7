import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '../../calendar/index.ts'
import { effectsText } from '../../client/cli/effects.ts'
import { suppose } from '../../client/cli/verbs/whatif.ts'
import { problemLines, readFiles, readPack } from '../../client/packs.ts'
import { explain, lint, parsePack, readFacts, runCases, score, verify } from '../../scoring/index.ts'
import { readYaml } from '../../scoring/pack/read-yaml.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')
const COUNTY = path.join(root, 'test/packs/county')
const { pack, locate } = readPack(COUNTY)
const files = readFiles(COUNTY)
const guide = text('docs/zh/new-pack.md')
const bare = (of: string): string => of.replaceAll(/\s/g, '')

describe('the pack that the guide writes', () => {
  test('lint finds nothing', () => expect(lint(pack, locate)).toEqual([]))

  test('every date of its plan is a working day of 2019 or January 2020, and steps wait for those before them', () => {
    const dates = pack.plan.flatMap(({ opens, due }) => [opens, due]).filter((moment) => typeof moment === 'string')
    expect(dates.filter((date) => !isWorkingDay(date) || date < pack.pack.issued || date > '2020-01-23')).toEqual([])
    const keys = pack.plan.map(({ key }) => key)
    for (const { key, after } of pack.plan) for (const one of after) expect(keys.indexOf(one), key).toBeLessThan(keys.indexOf(key))
  })

  test('at least twenty-five examples by hand, and all of them hold', () => {
    const reports = runCases(pack)
    expect(reports.length).toBeGreaterThanOrEqual(25)
    expect(reports.filter(({ passed }) => !passed)).toEqual([])
  })

  const read = readFacts(pack, text('test/packs/county-facts.yaml'), 'county-facts.yaml')
  const outcome = score(pack, read.ok ? read.facts : { pack: '', units: {} })

  test('ten units in two classes come to what was computed by hand', () => {
    expect(read.ok).toBe(true)
    const found = outcome.cohorts.map(({ units }) =>
      units.map(({ unit, published, rank, grade, consequences }) => [unit, published, rank, grade, consequences.map(({ key }) => key).join()]),
    )
    // weights 80 and 20; satisfaction 60 and 40; 84 % is 80 points, 75 % is 50
    expect(found[0]).toEqual([
      ['县发展改革局', '99.40', 1, 'passed', 'veto'], // 80 + 20% of (57 + 40)
      ['县教育局', '91.20', 2, 'excellent', 'award'], // 72 + 20% of 86 + 2: the place of the one that is barred
      ['县民政局', '90.80', 3, 'good', ''], // 72 + 20% of (54 + 40)
      ['县财政局', '77.60', 4, 'good', ''], // 64 + 20% of (48 + 20)
      ['县水利局', '69.60', 5, 'passed', 'talk'], // 56 without the falsified task + 20% of 68
      ['县卫生健康局', '69.60', 5, 'passed', 'talk'], // 64 + 20% of 48 - 4: both are last
    ])
    expect(found[1]).toEqual([
      ['青石镇', '90.80', 1, 'excellent', 'award'], // 63 + 30% of 86 + 2
      ['白沙镇', '83.40', 2, 'good', ''], // 63 + 30% of 68
      ['柳林乡', '76.40', 3, 'good', ''], // 56 + 30% of 68
      ['石门乡', '56.40', 4, 'failed', 'talk'], // 42 + 30% of 48
    ])
  })

  test('every trace of it is accepted by verify', () => {
    const traces = [...outcome.units, ...outcome.cohorts].map(({ trace }) => trace)
    expect(traces).toHaveLength(12)
    expect(traces.flatMap((trace) => verify(pack, trace))).toEqual([])
  })

  test('explains 县教育局 with the sentences of the guide', () => {
    const { trace } = outcome.units.find(({ unit }) => unit === '县教育局')!
    const said = blocks('text').filter(({ file }) => file === 'explain').flatMap(({ content }) => content.trim().split('\n'))
    expect(said.length).toBeGreaterThan(3)
    expect(explain(pack, trace).map((sentence) => sentence.text)).toEqual(expect.arrayContaining(said))
  })
})

test('what the guide says of a what-if is so', async () => {
  const facts = path.join(root, 'test/packs/county-facts.yaml')
  const { pack: after, supposed } = await suppose(COUNTY, facts, [{ path: 'assumptions.deduction-limit', value: 'three' }])
  const [{ content } = { content: '' }] = blocks('text').filter(({ file }) => file === 'whatif')
  expect(effectsText(after, supposed)).toContain(content.trim())
  expect(content).toContain('县卫生健康局')
})

/** The fenced blocks of the guide in a language, with the file that each says it quotes. */
function blocks(language: string): { file: string; content: string }[] {
  return [...guide.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```/gm)]
    .filter(([, found]) => found === language)
    .map(([, , file = '', content = '']) => ({ file, content }))
}

/** What `lint` prints for files, without the folder. */
function findings(of: Record<string, string>): string[] {
  const parsed = parsePack(of)
  if (!parsed.ok) return problemLines(parsed.problems)
  const severities = { error: '错误', warning: '提醒' }
  const wrong = runCases(parsed.pack).filter(({ passed }) => !passed)
  return [
    ...lint(parsed.pack, parsed.locate).map(
      ({ severity, file, line, message, article, code }) =>
        `${file}:${line} ${severities[severity]} ${message}${article === '' ? '' : `（${article}）`} [${code}]`,
    ),
    ...wrong.map((one) => `算例“${one.name}”应为 ${one.expected}，实为 ${one.found}（${one.article}）`),
  ]
}

describe('the guide', () => {
  test('has blocks of two languages only, and quotes every file of the pack', () => {
    const fences = [...guide.matchAll(/^```(\S.*)$/gm)].map(([, info]) => info)
    expect(fences).toHaveLength(blocks('yaml').length + blocks('text').length)
    const quoted = new Set(blocks('yaml').map(({ file }) => file))
    expect([...quoted].toSorted()).toEqual(Object.keys(files).filter((file) => file !== 'source.txt').toSorted()) // prettier-ignore
    expect(guide).toContain('`source.txt`')
  })

  test.each(blocks('yaml').map((block, place) => ({ ...block, place: place + 1 })))('block $place stands word for word in $file', ({ file, content }) => {
    expect(content.trim()).not.toBe('')
    expect(bare(files[file] ?? '')).toContain(bare(content))
  })

  const faults = [...guide.matchAll(/把 `([^`]+)` 写成 `([^`]+)`[^\n]*：\n\n```text (\S+)\n(.+)\n```/g)]

  test.each(faults.map(([, from = '', to = '', file = '', said = '']) => ({ from, to, file, said })))(
    'where $to is written for $from, lint says so',
    ({ from, to, file, said }) => {
      const broken = (files[file] ?? '').replaceAll(from, to)
      expect(broken).not.toBe(files[file])
      expect(findings({ ...files, [file]: broken })).toContain(said)
    },
  )

  test('all of its text blocks are tried', () => {
    expect(faults.length).toBeGreaterThanOrEqual(5)
    expect(blocks('text')).toHaveLength(faults.length + 2)
  })

  test('the files that it names are there', () => {
    const named = [...guide.matchAll(/`([\w/-]+\.(?:yaml|txt|md))`/g)].map(([, name = '']) => name)
    const missing = named.filter((name) => ![COUNTY, root].some((folder) => fs.existsSync(path.join(folder, name))))
    expect(missing).toEqual([])
  })

  const table = guide.split('### 这样的条文 → 这样写')[1]!.split('\n## ')[0]!
  const written = table.split('\n').filter((line) => line.startsWith('| ')).slice(1) // prettier-ignore

  test('what its table writes is written so in a pack or on the page of an operator', () => {
    const packs = fs.globSync('packs/*/{scoring,grades,plan}.yaml', { cwd: root }).map(text)
    const pages = fs.globSync('docs/operators/*.md', { cwd: root }).map(text)
    const known = [...Object.values(files), ...packs, ...pages].map(bare)
    const snippets = written.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, snippet = '']) => snippet))
    expect(snippets.length).toBeGreaterThan(30)
    expect(snippets.filter((snippet) => !known.some((one) => one.includes(bare(snippet))))).toEqual([])
    const whole = snippets.filter((snippet) => snippet.startsWith('{'))
    expect(whole.flatMap((snippet) => readYaml('table', snippet).problems)).toEqual([])
  })

  test('its table of findings has every code of lint, and no other', () => {
    const source = fs.globSync('scoring/lint/**/*.ts', { cwd: root }).map(text).join('\n')
    const codes = [...source.matchAll(/(?:'(?:error|warning)',|say\(|code:)\s*(?:several \? '([a-z-]+)' : )?'([a-z-]+)'/g)].flatMap(([, one, other]) => [one ?? [], other ?? []].flat())
    const rows = guide.split('| 代码 |')[1]!.split('\n\n')[0]!.split('\n').slice(2)
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code))
    expect(named.toSorted()).toEqual([...new Set(codes)].toSorted())
  })

  test('each open question that it names is registered', () => {
    const asked = guide.split('| 问 |')[1]!.split('\n\n')[0]!
    const keys = [...asked.matchAll(/\b([a-z]+(?:-[a-z]+)+)\b/g)].map(([, key = '']) => key).filter((key) => key !== 'accountability-wording')
    expect(keys.filter((key) => !pack.assumptions.some((one) => one.key === key))).toEqual([])
    expect(pack.assumptions.filter(({ key }) => !keys.includes(key)).map(({ key }) => key)).toEqual([])
  })
})
