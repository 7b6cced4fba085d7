import { describe, expect, test } from 'vitest'
import { lint, parsePack } from '../../scoring/index.ts'
import { checks } from '../../scoring/lint/lint.ts'
import { filesOf, miniFiles, scoringOf } from './packs.ts'

const X = '{ op: input, name: x }'
const S = 'source: { article: 一, quote: 得分按下列办法计算 }'
function found(replace: Record<string, string>) {
  const parsed = parsePack(miniFiles(replace))
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
  return lint(parsed.pack, parsed.locate)
}
const swap = (file: string, from: string, to: string): Record<string, string> => {
  const text = miniFiles()[file]!
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  return { [file]: text.replace(from, to) }
}
const total = (node: string): Record<string, string> => ({ 'scoring.yaml': scoringOf({ total: node }) })
const step = (more: string): Record<string, string> => ({
  'plan.yaml': `${miniFiles()['plan.yaml']}  - { key: next, kind: report, name: 后, actor: units, opens: 2020-02-10, due: 2020-02-14, late: lapse, source: { assumption: way }, ${more} }\n`,
})
const quota = (places: string): Record<string, string> => ({
  'grades.yaml': `${miniFiles()['grades.yaml']}grades: [{ key: top, label: 优, quota: [{ classes: [a], ${places} }], ${S} }]\n`,
})
const rated = (fields: string, kind: string): Record<string, string> => ({
  'plan.yaml': `${miniFiles()['plan.yaml']}${['rating', 'later']
    .map(
      (key) =>
        `  - { key: ${key}, name: 后, actor: raters, opens: 2020-02-10, due: 2020-02-14, source: { assumption: way }, ${key === 'rating' ? fields : `kind: ${kind}, late: lapse${kind === 'results' ? ', input: x' : ''}`} }\n`,
    )
    .join('')}`,
})
const ballot = (floor: string, codes: string, late: string): Record<string, string> =>
  rated(
    `kind: ballot, floor: ${floor}, below: pooled, places: "2", groups: [{ key: g, name: 组, codes: ${codes}, input: x }], late: ${late}`,
    'selfCheck',
  )
const bands = (list: string): Record<string, string> => total(`{ op: bands, of: ${X}, bands: [${list}] }`)

/** A planted fault for each check, and the code it must be found under. */
const faults: [check: string, what: string, replace: Record<string, string>, code: string][] = [
  ['references', 'a unit of no class', swap('roster.yaml', 'name: 丁, class: a', 'name: 丁, class: z'), 'unknown-reference'],
  ['references', 'a body of no unit', swap('roster.yaml', 'role: office', 'role: office, unit: 戊'), 'unknown-reference'],
  ['references', 'two units of one key', swap('roster.yaml', 'key: 丁', 'key: 丙'), 'duplicate-key'],
  ['references', 'an indicator of no body', swap('indicators.yaml', 'kind: k', 'kind: k, body: 某局'), 'unknown-reference'],
  ['points', 'full points that do not add up', swap('indicators.yaml', 'full: "20"', 'full: "20.5"'), 'full-points'],
  ['points', 'a task too many', swap('roster.yaml', 'tasks: "2"', 'tasks: "3"'), 'task-count'],
  ['points', 'tasks of nobody', swap('indicators.yaml', '  甲:', '  戊:'), 'unknown-unit'],
  [
    'weights',
    'weights of 0.99',
    total(`{ op: weighted, parts: [{ of: ${X}, weight: "0.7" }, { of: ${X}, weight: "0.29" }], notApplicable: pass }`),
    'weights',
  ],
  ['bands', 'a gap', bands('{ atLeast: "60", value: "1" }, { below: "59", value: "0" }'), 'bands'],
  ['bands', 'an overlap', bands('{ atLeast: "60", value: "1" }, { below: "61", value: "0" }'), 'bands'],
  ['bands', 'an end that belongs to two', bands('{ atLeast: "60", value: "1" }, { upTo: "60", value: "0" }'), 'bands'],
  ['bands', 'an end that belongs to none', bands('{ above: "60", value: "1" }, { below: "60", value: "0" }'), 'bands'],
  ['quotas', 'a share of nobody', quota('share: "0.1", round: down'), 'quota'],
  ['quotas', 'places for all', quota('places: "4"'), 'quota'],
  ['quotas', 'a share without rounding', quota('share: "0.5"'), 'quota'],
  ['quotations', 'words that the regulation does not have', swap('indicators.yaml', 'quote: 满分一百分', 'quote: 满分二百分'), 'quotation'],
  ['assumptions', 'an assumption that is not there', swap('plan.yaml', 'assumption: way', 'assumption: nowhere'), 'unknown-assumption'],
  [
    'assumptions',
    'an assumption that nobody cites',
    swap('plan.yaml', '{ assumption: way }', '{ article: 一, quote: 满分一百分 }'),
    'uncited-assumption',
  ],
  ['assumptions', 'a choice that is no option', swap('assumptions.yaml', 'choice: one', 'choice: three'), 'unknown-choice'],
  ['assumptions', 'an option without a rule', total('{ op: choice, assumption: way, options: { one: "1" } }'), 'choice-options'],
  ['unused', 'an input that no rule reads', total('"1"'), 'unused-input'],
  ['unused', 'a field that no rule reads', total(X), 'unused-field'],
  ['unused', 'a rule that no total reads', { 'scoring.yaml': scoringOf({ total: X, spare: X }) }, 'unused-rule'],
  ['plan', 'waits for a step that is not there', step('after: [nowhere]'), 'plan-reference'],
  ['plan', 'acts for a class that is not there', step('classes: [z]'), 'plan-reference'],
  [
    'plan',
    'an input that is not there',
    { 'plan.yaml': step('input: nowhere')['plan.yaml']!.replace('key: next, kind: report', 'key: next, kind: assessment') },
    'plan-reference',
  ],
  ['plan', 'a body that is not there', swap('plan.yaml', 'actor: units', 'actor: body:某局'), 'plan-reference'],
  ['plan', 'a circle', swap('plan.yaml', 'actor: units', 'actor: units, after: [report]'), 'plan-circle'],
  [
    'evaluations',
    'raters shown what comes later',
    rated('kind: evaluation, raters: office, input: x, shows: [later], late: lapse', 'results'),
    'plan-shows',
  ],
  [
    'evaluations',
    'raters shown what has no results',
    rated('kind: evaluation, raters: office, input: x, shows: [later], late: lapse', 'selfCheck'),
    'plan-shows',
  ],
  [
    'evaluations',
    'a ledger of what nobody was asked',
    rated('kind: ledger, basis: { ask: nothing, value: 台帐 }, input: x, late: lapse', 'selfCheck'),
    'plan-ledger',
  ],
  ['evaluations', 'a floor of one', ballot('"1"', '"5"', 'lapse'), 'plan-ballot'],
  ['evaluations', 'fewer codes than the floor', ballot('"5"', '"4"', 'lapse'), 'plan-ballot'],
  ['evaluations', 'anonymous people who are late', ballot('"5"', '"5"', 'escalate'), 'plan-ballot'],
  [
    'silence',
    'a default for what has lapsed before',
    rated(`kind: results, input: x, late: lapse, silence: { policy: zero, after: "1", ${S} }`, 'selfCheck'),
    'plan-silence',
  ],
  [
    'supervision',
    'a slip that tells nobody',
    { 'supervision.yaml': `ladder: { series: 督办, rungs: [{ slip: 提醒单, after: "1", days: "3", leader: 某局 }], ${S} }\n` },
    'unknown-reference',
  ],
  ['dates', 'due before it opens', swap('plan.yaml', 'due: 2020-02-07', 'due: 2020-02-02'), 'dates'],
  ['dates', 'opens before the regulation', swap('plan.yaml', 'opens: 2020-02-03', 'opens: 2019-12-31'), 'dates'],
  [
    'dates',
    'due before what it waits for',
    {
      'plan.yaml': step('after: [report]')['plan.yaml']!.replace(
        'opens: 2020-02-10, due: 2020-02-14',
        'opens: 2020-02-04, due: 2020-02-06',
      ),
    },
    'dates',
  ],
  ['cases', 'a class without an example', {}, 'case-class'],
  ['cases', 'a bound without an example', {}, 'case-boundary'],
]

test.each(faults)('%s: %s', (_check, _what, replace, code) => {
  const hit = found(replace).find((one) => one.code === code)
  expect(hit?.message).toMatch(/应.*实.*。.*。$/su)
  if (!['case-class', 'case-boundary'].includes(code)) expect(hit?.line).toBeGreaterThan(0)
})

/** What is left open has a test of its own, planted.test.ts. */
test('each check has a planted fault', () =>
  expect(new Set(['holes', ...faults.map(([check]) => check)])).toEqual(new Set(Object.keys(checks))))

test('bands that meet are fine in either order', () => {
  expect(
    found(bands('{ atLeast: "90", value: "2" }, { below: "60", value: "0" }, { atLeast: "60", below: "90", value: "1" }')).filter(
      ({ code }) => code === 'bands',
    ),
  ).toEqual([])
})

describe('the shipped pack', () => {
  const parsed = parsePack(filesOf('dashiqiao-2017'))
  test('has no finding', () => {
    expect(parsed.ok && lint(parsed.pack, parsed.locate).map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([])
  })
})
