import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readPack } from '../../client/packs.ts'
import { explain, score, scoreUnit, verify, type Pack, type Trace, type UnitFacts } from '../../scoring/index.ts'
import type { Op } from '../../scoring/grammar/node.ts'
import { operators } from '../../scoring/grammar/operators.ts'
import { roots, walk } from '../../scoring/grammar/walk.ts'
import { readYaml } from '../../scoring/pack/read-yaml.ts'
import { miniFiles, must, scoringOf } from '../scoring/packs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = path.join(root, 'docs/operators')
const fileOf = (op: string): string => `${op.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`
const page = (op: string): string => fs.readFileSync(path.join(folder, fileOf(op)), 'utf8')
const names = Object.keys(operators) as Op[]

/** What a page states: a node, the facts (or the scores of a class), and what it comes to. */
type Example = {
  node: unknown
  rules?: { [name: string]: unknown }
  facts?: UnitFacts
  parameters?: { [name: string]: string }
  units?: { [unit: string]: string }
  value: string | { [unit: string]: string }
}

const examplesOf = (op: string): Example[] =>
  [...page(op).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => {
    const { value, problems } = readYaml(fileOf(op), text)
    expect(problems).toEqual([])
    return value as Example
  })
const chapter = (op: string, name: string): string =>
  new RegExp(`^## ${name}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page(op))?.[1] ?? ''

/** The small pack of the examples: the node is the rule 例, and the total reads it. */
function packOf(op: Op, { node, rules = {} }: Example): Pack {
  const truth = operators[op].gives === 'truth'
  const total = truth
    ? '{ op: when, cases: [{ if: { rule: example }, then: "1" }], otherwise: "0" }'
    : '{ op: sum, of: [{ rule: example }], notApplicable: pass }'
  const written = Object.fromEntries(Object.entries({ example: node, ...rules }).map(([name, value]) => [name, JSON.stringify(value)]))
  const scoring = scoringOf({ total, ...written })
    .replace('label: example,', 'label: 例,')
    .replace('label: other,', 'label: 另一规则,')
  return must(miniFiles({ 'scoring.yaml': scoring }))
}

/** The node as a consequence, which may read the standing. */
function classPack({ node }: Example): Pack {
  const source = '{ article: 一, quote: 得分按下列办法计算 }'
  const grades = `${miniFiles()['grades.yaml']}consequences: [{ key: example, label: 例, when: ${JSON.stringify(node)}, source: ${source} }]\n`
  return must(miniFiles({ 'grades.yaml': grades }))
}

/** What an example comes to, with its trace. */
function run(op: Op, example: Example): { pack: Pack; trace: Trace; found: Example['value'] } {
  if (example.units === undefined) {
    const pack = packOf(op, example)
    const { trace } = scoreUnit(pack, '甲', example.facts ?? {}, example.parameters ?? {})
    return { pack, trace, found: trace.steps.find(({ id }) => id === 'total')?.uses[0]?.value ?? '' }
  }
  const pack = classPack(example)
  const units = Object.fromEntries(Object.entries(example.units).map(([unit, x]) => [unit, { x }]))
  const { trace } = score(pack, { pack: 'mini', units }).cohorts[0]!
  const asked = Object.keys(example.value)
  return { pack, trace, found: Object.fromEntries(asked.map((unit) => [unit, trace.steps.find(({ id }) => id === `consequence:example@${unit}`)?.value ?? ''])) } // prettier-ignore
}

test('there is a page for each operator and no other, each in the index', () => {
  expect(fs.readdirSync(folder).toSorted()).toEqual([...names.map(fileOf), 'README.md'].toSorted())
  const index = fs.readFileSync(path.join(folder, 'README.md'), 'utf8')
  expect(names.filter((op) => !index.includes(`[${op}](${fileOf(op)})`))).toEqual([])
})

describe.each(names)('the page of %s', (op) => {
  test('has its five parts, under its name', () => {
    expect(page(op)).toMatch(new RegExp(`^# \`${op}\` [\u4e00-\u9fff]`, 'u'))
    for (const part of ['形状', '含义', '说明句', '算例', '用在哪']) expect(chapter(op, part).trim(), part).not.toBe('')
    expect(chapter(op, '形状')).toMatch(op === 'rule' ? /rule: / : new RegExp(`op: ${op}\\b`))
  })

  test.each(examplesOf(op).map((example, place) => ({ place: place + 1, example })))(
    'example $place comes to what it says',
    ({ example }) => {
      const { pack, trace, found } = run(op, example)
      const id = example.units === undefined ? 'example' : 'consequence:example'
      const tree = roots(pack).find((one) => one.id === id)!
      expect([...walk(tree.node, 'number')].map(({ node }) => node.op)).toContain(op)
      expect(found).toEqual(example.value)
      expect(verify(pack, trace)).toEqual([])
    },
  )

  test('its sentences are those of the first example', () => {
    const { pack, trace } = run(op, examplesOf(op)[0]!)
    const sentences = explain(pack, trace).map(({ text }) => text)
    const said = [...chapter(op, '说明句').matchAll(/^> (.+)$/gm)].map(([, text]) => text)
    expect(said.length).toBeGreaterThan(0)
    expect(sentences).toEqual(expect.arrayContaining(said))
  })

  test('the packs that it names use it, and the words that it quotes stand there', () => {
    for (const line of chapter(op, '用在哪').trim().split('\n')) {
      const [, where = '', rule = ''] = /`((?:test\/)?packs\/[\w-]+)` 的 `([^`]+)`/.exec(line) ?? []
      if (where === '') continue
      const { pack } = readPack(path.join(root, where))
      const tree = roots(pack).find(({ id }) => id === rule)
      expect(tree && [...walk(tree.node, 'number')].map(({ node }) => node.op), line).toContain(op)
      const [, quote = ''] = /“([^”]+)”/.exec(line) ?? []
      const [, assumption] = /未决事项 ([\w-]+)/.exec(line) ?? []
      expect(pack.source.replaceAll(/\s/g, ''), line).toContain(quote.replaceAll(/\s/g, ''))
      if (assumption !== undefined) expect(pack.assumptions.map(({ key }) => key)).toContain(assumption)
      expect(quote !== '' || assumption !== undefined, line).toBe(true)
    }
  })
})
