import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { schemaFiles } from '../../client/cli/verbs/schema.ts'
import { packSchemas, type SchemaName } from '../../client/pack-schemas.ts'
import { niankao } from '../cli/command.ts'
import { smallPackFiles } from '../support/small-pack/files.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true, discriminator: false })
const checks = Object.fromEntries(Object.entries(packSchemas()).map(([name, schema]) => [name, ajv.compile(schema)])) as {
  [name in SchemaName]: ValidateFunction
}
const nameOf = (file: string): SchemaName => (file.includes('cases/') ? 'cases' : (path.basename(file, '.yaml') as SchemaName))
/** As the product reads it: every scalar is a text. */
const failsafe = (text: string): unknown => parse(text, { schema: 'failsafe' })
/** As an editor reads it. */
const core = (text: string): unknown => parse(text)

const files = fs.globSync('packs/*/{*,cases/*}.yaml', { cwd: root }).toSorted()

test('the committed schemas are those of the code; `niankao schema docs/schema` writes them anew', async () => {
  const wanted = await schemaFiles()
  expect(fs.readdirSync(path.join(root, 'docs/schema')).toSorted()).toEqual([...wanted.keys()].toSorted())
  for (const [file, text] of wanted) expect(fs.readFileSync(path.join(root, 'docs/schema', file), 'utf8') === text, file).toBe(true)
})

describe('every file of every pack has the shape of its schema', () => {
  test('and there are files of all kinds', () => {
    expect([...new Set(files.map(nameOf))].toSorted()).toEqual(Object.keys(checks).toSorted())
  })

  test.each(files)('%s', (file) => {
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    for (const read of [failsafe, core]) {
      const check = checks[nameOf(file)]
      check(read(text))
      expect(check.errors ?? []).toEqual([])
    }
  })

  test('so do those of the small pack of the tests', () => {
    for (const [file, text] of Object.entries(smallPackFiles).filter(([name]) => name.endsWith('.yaml'))) {
      checks[nameOf(file)](failsafe(text))
      expect(checks[nameOf(file)].errors ?? [], file).toEqual([])
    }
  })
})

const s = 'source: { article: 一, quote: 得分 }'
const scoring = (value: string, more = ''): string =>
  `{ inputs: {}, indicatorFields: {}, totals: {}, rules: { total: { label: 总, ${s}, value: ${value} } }, published: { places: "2", mode: halfUp, ${s} }${more} }`
const planned = (step: string): string => `{ steps: [{ key: a, name: 甲, actor: units, late: lapse, ${s}, ${step} }] }`

describe('a mistake is found', () => {
  test.each<[string, SchemaName, string, boolean]>([
    ['a rule written in full', 'scoring', scoring('{ op: sum, of: ["1", { rule: x }, { op: rule, rule: x }], notApplicable: skip }'), true],
    ['an operator that there is not', 'scoring', scoring('{ op: add, of: ["1"] }'), false],
    ['a field that an operator does not have', 'scoring', scoring('{ op: round, of: "1", places: "2", mode: halfUp, digits: "3" }'), false],
    ['a field that it lacks, deep inside', 'scoring', scoring('{ op: product, of: ["1", { op: sum, of: ["1"] }] }'), false],
    ['a number with an exponent', 'scoring', scoring('"1e3"'), false],
    ['a key that a file does not have', 'scoring', scoring('"1"', ', rule: {}'), false],
    [
      'a year in words',
      'pack',
      fs.readFileSync(path.join(root, files[0]!, '../pack.yaml'), 'utf8').replace(/^year:.*$/m, 'year: 去年'),
      false,
    ],
    ['a step', 'plan', planned('kind: report, opens: 2017-03-27, due: { workingDays: "5", after: opened }'), true],
    ['a step without a due day', 'plan', planned('kind: report, opens: 2017-03-27'), false],
    [
      'a step that stands for several',
      'plan',
      planned('kind: report, instances: [{ key: b, name: 乙, opens: 2017-03-27, due: 2017-03-28 }]'),
      true,
    ],
    ['an instance without a day', 'plan', planned('kind: report, instances: [{ key: b, name: 乙, opens: 2017-03-27 }]'), false],
    ['a kind of step that there is not', 'plan', planned('kind: meeting, opens: 2017-03-27, due: 2017-03-28'), false],
    ['a review of nothing', 'plan', planned('kind: review, opens: 2017-03-27, due: 2017-03-28, freshWindow: "3"'), false],
    ['a case with neither facts nor standings', 'cases', `[{ name: 例, ${s}, class: a, expect: { total: "1" } }]`, false],
    ['an expected number that is no text', 'cases', `[{ name: 例, ${s}, class: a, inputs: {}, expect: { total: [1] } }]`, false],
    [
      'an undecided assumption',
      'assumptions',
      '[{ key: a, article: 一, question: 何, options: [{ key: b, text: 乙 }], choice: b, reason: 因, decided: null }]',
      true,
    ],
    [
      'an assumption that is half decided',
      'assumptions',
      '[{ key: a, article: 一, question: 何, options: [{ key: b, text: 乙 }], choice: b, reason: 因, decided: { by: 甲 } }]',
      false,
    ],
    [
      'a body of an unknown role',
      'roster',
      `{ classes: [{ key: a, name: 甲, ${s} }], units: [{ key: b, name: 乙, class: a, ${s} }], bodies: [{ key: c, name: 丙, role: judge, ${s} }] }`,
      false,
    ],
  ])('%s', (_, name, text, holds) => {
    expect(checks[name](failsafe(text))).toBe(holds)
  })
})

test('the verb prints them all, or writes them into a folder that it makes', async () => {
  const { status, stdout } = await niankao(['schema'])
  expect([status, Object.keys(JSON.parse(stdout) as object).toSorted()]).toEqual([0, Object.keys(checks).toSorted()])
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-schema-'))
  try {
    expect(await niankao(['schema', path.join(folder, 'new')])).toMatchObject({
      status: 0,
      stdout: `已将 10 个 JSON Schema 写入 ${folder}/new。\n`,
    })
    expect(fs.readdirSync(path.join(folder, 'new'))).toHaveLength(10)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
