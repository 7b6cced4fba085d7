import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePack, type Pack, type Problem, type UnitFacts } from '../../scoring/index.ts'

/** The files of a shipped pack, by name. */
export function filesOf(key: string): Record<string, string> {
  const folder = join(import.meta.dirname, '../../packs', key)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(yaml|txt)$/.test(name))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** A shipped pack. */
export function shipped(key = 'dashiqiao-2017'): Pack {
  return must(filesOf(key))
}

const files = {
  'pack.yaml':
    'key: mini\nversion: "1"\nprevious: null\nname: 小规则\nyear: "2020"\ndocument: 小字1号\nissued: 2020-01-01\njurisdiction: 某市\n',
  'source.txt': '第一条 得分按 下列办法计算，\n满分一百分。',
  'roster.yaml': `classes: [{ key: a, name: 甲类, source: &s { article: 一, quote: 得分按下列办法计算 } }]
units:
  - { key: 甲, name: 甲, class: a, tasks: "2", points: "30", source: *s }
  - { key: 乙, name: 乙, class: a, source: *s }
  - { key: 丙, name: 丙, class: a, source: *s }
  - { key: 丁, name: 丁, class: a, source: *s }
bodies: [{ key: office, name: 办, role: office, source: *s }]
`,
  'indicators.yaml': `frame:
  levels: [{ key: field, name: 领域 }, { key: point, name: 要点 }]
  nodes:
    - { key: A, name: 甲领域, level: field, source: &s { article: 一, quote: 满分一百分 } }
    - { key: A1, name: 甲一, level: point, parent: A, source: *s }
    - { key: A2, name: 甲二, level: point, parent: A, source: *s }
    - { key: B, name: 乙领域, level: field, source: *s }
    - { key: B1, name: 乙一, level: point, parent: B, source: *s }
    - { key: C, name: 丙领域, level: field, source: *s }
units:
  甲:
    - { key: "1", name: 一, full: "20", kind: k, source: { article: 一, quote: 满分一百分 } }
    - { key: "2", name: 二, full: "10", kind: k, source: { article: 一, quote: 满分一百分 } }
`,
  'assumptions.yaml': `- { key: way, article: 一, question: 如何, options: [{ key: one, text: 第一种 }, { key: two, text: 第二种 }], choice: one, reason: 因, decided: null }
`,
  'plan.yaml': `steps:
  - { key: report, kind: report, name: 报告, actor: units, opens: 2020-02-03, due: 2020-02-07, late: lapse, source: { assumption: way } }
`,
  'grades.yaml': `ranking:
  classes: [a]
  ties: { share: "true", source: { article: 一, quote: 得分按下列办法计算 } }
  last: { minimumClass: "2", source: { article: 一, quote: 得分按下列办法计算 } }
  source: { article: 一, quote: 得分按下列办法计算 }
`,
}

/** scoring.yaml of the small pack around rules written as YAML flow mappings; the rule \`total\` is the total. */
export function scoringOf(rules: Record<string, string>, extra = ''): string {
  const list = Object.entries(rules).map(([name, value]) => `  ${name}: { label: ${name}, source: *s, value: ${value} }`)
  return `inputs:
  x: { type: number, min: "-1000000", max: "1000000", label: 甲数, by: 办, source: &s { article: 一, quote: 得分按下列办法计算 } }
  y: { type: number, label: 乙数, by: 办, source: *s }
  on: { type: flag, label: 是否, by: 办, source: *s }
  off: { type: flag, label: 另一是否, by: 办, source: *s }
  ratings: { type: numbers, min: "0", max: "100", label: 评分, by: 办, source: *s }
  last: { type: choice, values: [good, poor], label: 上年等次, by: 办, source: *s }
  events:
    type: events
    label: 事项
    by: 办
    fields:
      points: { type: number, optional: "true" }
      level: { type: choice, values: [high, low], optional: "true" }
      project: { type: text, optional: "true" }
      indicator: { type: indicator, optional: "true" }
      on: { type: date, optional: "true" }
    source: *s
parameters:
  rate: { type: number, label: 系数, by: 办, value: "1.50", source: *s }
  closing: { type: date, label: 结束日, by: 办, source: *s }
  money: { type: number, label: 每人金额, by: 办, min: "0", source: *s }
indicatorFields:
  full: { type: number, label: 满分, by: 办, source: *s }
  result: { type: number, min: "0", max: full, label: 得分, by: 办, source: *s }
  kind: { type: choice, values: [k, l], label: 类型, by: 办, source: *s }
  node: { type: frame, level: point, label: 所属要点, by: 办, source: *s }
totals: { a: total }
rules:
${list.join('\n')}
published: { places: "2", mode: halfUp, source: *s }
${extra}`
}

/** The small pack's files, some of them replaced. */
export function miniFiles(replace: Record<string, string> = {}): Record<string, string> {
  return { ...files, 'scoring.yaml': scoringOf({ total: '{ op: input, name: x }' }), ...replace }
}

/** The small pack whose total is a node. */
export function mini(total: string, rules: Record<string, string> = {}, replace: Record<string, string> = {}, extra = ''): Pack {
  return must(miniFiles({ 'scoring.yaml': scoringOf({ total, ...rules }, extra), ...replace }))
}

/** Parses files that must be right. */
export function must(given: Record<string, string>): Pack {
  const parsed = parsePack(given)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  return parsed.pack
}

/** Parses files that must be wrong. */
export function mustFail(given: Record<string, string>): Problem[] {
  const parsed = parsePack(given)
  if (parsed.ok) throw new Error('the pack should not be readable')
  return parsed.problems
}

/** The facts of a department of the shipped pack: total 89.59 by hand. */
export const facts: UnitFacts = {
  indicators: { '1': { full: '20', result: { value: '18', origin: 'score/1' } }, '2': { full: '10', result: '9' } },
  'process.halfYear': '80',
  'process.q3': '90',
  'party.raw': '9',
  'party.full': '10',
  leaders: ['90', '94'],
  public: '85',
  verification: [],
  bonus: [],
  deductions: [],
  missedKeyTasks: '0',
  unfinished: 'false',
  graveFailure: 'false',
}
