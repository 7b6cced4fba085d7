import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holesOf, lint, parsePack, runCases } from '../../scoring/index.ts'

const folder = join(import.meta.dirname, 'planted')
const clean = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|txt)$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
)

/** A fault: what is changed in which file, and the one finding that must come of it. */
type Fault = { what: string; file: string; from: string; to: string; code: string }
const fault = (what: string, file: string, from: string, to: string, code: string): Fault => ({
  what,
  file: `${file}.yaml`,
  from,
  to,
  code,
})
const extra = (key: string, more: string): string =>
  `  - { key: ${key}, kind: report, name: 另报, actor: units, late: escalate, source: { assumption: days }, ${more} }\n`

const faults: Fault[] = [
  fault('a body of no unit', 'roster', 'role: office,', 'role: office, unit: 外县,', 'unknown-reference'),
  fault(
    'a body twice',
    'roster',
    'key: 常委会,',
    'key: 督查室, name: 又一督查室, role: assessor, source: { assumption: names } }\n  - { key: 常委会,',
    'duplicate-key',
  ),
  fault('a body that scores and is not there', 'indicators', 'body: 督查室', 'body: 统计局', 'unknown-reference'),
  fault('full points that do not add up', 'indicators', 'name: 收入, full: "10"', 'name: 收入, full: "10.5"', 'full-points'),
  fault('a task too few', 'roster', 'tasks: "1"', 'tasks: "2"', 'task-count'),
  fault('indicators of nobody', 'indicators', '  教育局:\n', '  外县局: []\n  教育局:\n', 'unknown-unit'),
  fault('weights of 0.99', 'scoring', 'name: cppcc }, weight: "0.5"', 'name: cppcc }, weight: "0.49"', 'weights'),
  fault('a gap between bands', 'scoring', '{ below: "3", value: "0" }', '{ below: "2", value: "0" }', 'bands'),
  fault('bands that overlap', 'scoring', '{ below: "9", value: "0" }', '{ below: "9.5", value: "0" }', 'bands'),
  fault('places for everybody', 'grades', 'places: "1"', 'places: "4"', 'quota'),
  fault('words that are not in the regulation', 'plan', 'quote: 向全县公布', 'quote: 向全国公布', 'quotation'),
  fault(
    'an assumption that is not there',
    'plan',
    'after: [money], opens: 2020-12-17, due: 2020-12-18, late: escalate, source: { assumption: days }',
    'after: [money], opens: 2020-12-17, due: 2020-12-18, late: escalate, source: { assumption: nights }',
    'unknown-assumption',
  ),
  fault(
    'an assumption that nobody cites',
    'assumptions',
    '- key: names\n',
    '- { key: spare, article: 一, question: 问, options: [{ key: a, text: 甲 }], choice: a, reason: 因, decided: null }\n- key: names\n',
    'uncited-assumption',
  ),
  fault('a choice that is no option', 'assumptions', 'choice: examples', 'choice: none', 'unknown-choice'),
  fault(
    'an option without a rule',
    'assumptions',
    '{ key: higher, text: 取高的 }',
    '{ key: higher, text: 取高的 }, { key: lower, text: 取低的 }',
    'choice-options',
  ),
  fault(
    'an input that no rule reads',
    'scoring',
    '  heads:',
    '  idle: { type: number, label: 闲置, by: 考评办, source: *four }\n  heads:',
    'unused-input',
  ),
  fault(
    'a field that no rule reads',
    'scoring',
    '  half:',
    '  idle: { type: number, label: 闲置, by: 考评办, source: *three }\n  half:',
    'unused-field',
  ),
  fault(
    'a rule that leads to no total',
    'scoring',
    '  gained:',
    '  idle: { label: 闲置, source: *four, value: { op: input, name: congress } }\n  gained:',
    'unused-rule',
  ),
  fault(
    'a parameter that no rule reads',
    'scoring',
    '  money: { type',
    '  idle: { type: date, label: 闲置, by: 县政府, source: *nine }\n  money: { type',
    'unused-parameter',
  ),
  fault('a step that waits for none', 'plan', 'after: [declaration]', 'after: [declaration, nowhere]', 'plan-reference'),
  fault(
    'steps that wait for each other',
    'plan',
    'steps:\n',
    `steps:\n${extra('x', 'after: [y], opens: 2020-03-02, due: 2020-03-03')}${extra('y', 'after: [x], opens: 2020-03-02, due: 2020-03-03')}`,
    'plan-circle',
  ),
  fault('a step that is due before it opens', 'plan', 'steps:\n', `steps:\n${extra('z', 'opens: 2020-03-02, due: 2020-03-01')}`, 'dates'),
  fault('a step before the regulation', 'plan', 'opens: 2020-02-03', 'opens: 2019-12-02', 'dates'),
  fault('a class without an example', 'cases/all', 'class: towns', 'class: departments', 'case-class'),
  fault('a bound without an example', 'cases/all', 'heads: "0"', 'heads: "1"', 'case-boundary'),
  fault(
    'a quota of which nobody says how it is rounded',
    'assumptions',
    'answers: [interval-end, quota-rounding]',
    'answers: [interval-end]',
    'quota-rounding',
  ),
  fault('a score that two grades claim', 'assumptions', 'answers: [interval-end', 'answers: [quota-rounding', 'interval-end'),
  fault('another number of sequences than stated', 'assumptions', '  answers: [stated-count]\n', '', 'stated-count'),
  fault('two bodies on one result', 'assumptions', 'answers: [joint-assessors, number]', 'answers: [number]', 'joint-assessors'),
  fault('rounds that nobody says how to combine', 'assumptions', '  answers: [rounds]\n', '', 'rounds'),
  fault('points off a converted value', 'assumptions', '  answers: [deduction-scale]\n', '', 'deduction-scale'),
  fault('a number that the words do not say', 'scoring', 'points: { each: "2" }', 'points: { each: "3" }', 'number'),
  fault('an appeal without a limit', 'assumptions', '  answers: [appeal-window]\n', '', 'appeal-window'),
  fault('gates that disagree', 'assumptions', '  answers: [approval-chain]\n', '', 'approval-chain'),
  fault('an answer to nothing', 'assumptions', 'reason: 原文没有日期。\n', 'reason: 原文没有日期。\n  answers: [number]\n', 'idle-answer'),
]

function found(files: Record<string, string>): { code: string; message: string }[] {
  const parsed = parsePack(files)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  return lint(parsed.pack, parsed.locate)
}

function plant(files: Record<string, string>, { what, file, from, to }: Fault): Record<string, string> {
  const text = files[file] ?? ''
  if (!text.includes(from)) throw new Error(`${what}: ${file} has no ${from}`)
  return { ...files, [file]: text.replace(from, to) }
}

test('the pack without faults has no finding, and its examples are right', () => {
  expect(found(clean)).toEqual([])
  const parsed = parsePack(clean)
  expect(parsed.ok && runCases(parsed.pack).filter(({ passed }) => !passed)).toEqual([])
})

test.each(faults)('$what: one finding, $code, and none besides', (one) => {
  expect(found(plant(clean, one)).map(({ code }) => code)).toEqual([one.code])
})

test('all faults at once give one finding each, and none besides', () => {
  // the two faults in one line of answers, planted together
  const together = faults.filter(({ code }) => code !== 'interval-end' && code !== 'quota-rounding')
  const lines = fault('both of a line', 'assumptions', '  answers: [interval-end, quota-rounding]\n', '', '')
  const all = found([...together, lines].reduce(plant, clean)).map(({ code }) => code)
  const codes = [...together.map(({ code }) => code), 'interval-end', 'quota-rounding']
  expect(new Set(codes).size).toBeGreaterThanOrEqual(25)
  expect(all.toSorted()).toEqual(codes.toSorted())
})

test('what the regulation leaves open is found with its articles, and with the assumption that answers it', () => {
  const parsed = parsePack(clean)
  const all = parsed.ok ? holesOf(parsed.pack).map(({ code, articles, answer }) => [code, articles.join('、'), answer]) : []
  expect(all).toContainEqual(['quota-rounding', '六', 'lines'])
  expect(all.filter(([code]) => code === 'interval-end')).toEqual([
    ['interval-end', '六', 'lines'],
    ['interval-end', '六', 'low-line'],
  ])
  expect(all).toContainEqual(['approval-chain', '一、七', 'gates'])
})

test('docs/lint.md has a row for every code that a fault is found under', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/lint.md'), 'utf8')
  expect(faults.map(({ code }) => code).filter((code) => !page.includes(`\`${code}\``))).toEqual([])
})
