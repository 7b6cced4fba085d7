import type { Op } from '../grammar/node.ts'
import type { Pack } from '../pack/pack.ts'
import { rootsOf, splitId, spotOf } from './locate-step.ts'
import { partLabel } from './part-sentence.ts'
import type { Trace, TraceStep } from './trace.ts'

/** What a step inside a rule is called after the rule: 过程得分·平均. */
const nouns: { [O in Op]: string } = {
  ...{ value: '规定的数值', input: '事实', item: '事实', parameter: '参数', rule: '规则', standing: '排名' },
  ...{ sum: '合计', difference: '相减', product: '相乘', ratio: '折算', counted: '计入', atMost: '封顶', atLeast: '保底' },
  ...{ bands: '分档', linear: '按比例', weighted: '加权', mean: '平均', highestOf: '取高', perEvent: '逐件合计', each: '逐项合计' },
  ...{ when: '分情形', choice: '按约定', compare: '比较', all: '各项条件', any: '任一条件', oneOf: '归类', not: '相反条件', round: '取位' },
}

/** Tells what a step is called: the rule, input or parameter by its label, with the indicator or unit that it is about. */
export type Label = (id: string) => string

/** The names of the steps of one trace. */
export function labelsOf(pack: Pack, trace: Trace): Label {
  const steps = new Map(trace.steps.map((step) => [step.id, step]))
  const inner = innerNames(pack, trace)
  const own = trace.phase === 'grade' ? ownUnit(trace) : ''
  return (id) => {
    const { root, scope } = splitId(id)
    const of = scope === '' || scope === own ? '' : `〔${scope}〕`
    const part = partLabel(steps.get(id), id)
    if (part !== null) return part
    if (root.startsWith('input:')) return inputLabel(steps.get(id), root.slice('input:'.length)) + of
    if (root.startsWith('parameter:')) return String(steps.get(id)?.detail['label'] ?? root)
    const found = rootsOf(pack).get(root)
    if (found && spotOf(pack, id)) return `${rootLabel(pack, root, found.label)}${of}${inner.get(id) ?? ''}`
    return prizeLabel(pack, root, of) ?? standingLabel(root, of, own)
  }
}

/** A trace that is about one unit of a class does not name it in every line. */
function ownUnit({ subject, class: own }: Trace): string {
  return subject === own ? '' : subject
}

/** What a condition is for, besides the name of what follows from it. */
function rootLabel({ scoring }: Pack, root: string, label: string): string {
  if (/^exception:.+:when$/u.test(root)) return `是否属于“${label}”`
  if (/^exception:.+:value$/u.test(root)) return `“${label}”的计分`
  if (root.startsWith('grade:')) return `是否符合“${label}”的条件`
  if (root.startsWith('consequence:')) return `是否适用“${label}”`
  if (root.startsWith('amount:')) return `“${label}”的数额`
  if (root.startsWith('places:')) return `“${label}”的名额`
  return scoring.rules[root]?.label ?? label
}

/** Steps inside a rule by what they do; numbered where a rule does the same more than once. */
function innerNames(pack: Pack, { steps }: Trace): Map<string, string> {
  const inner = steps.filter(({ id, op }) => op !== 'value' && !['', 'base'].includes(splitId(id).path))
  const named = inner.map(({ id, op }) => ({ id, head: id.slice(0, id.indexOf('/')), noun: nouns[op as Op] ?? op }))
  const groups = Map.groupBy(named, ({ head, noun }) => `${head}·${noun}`)
  return new Map([...groups.values()].flatMap((group) => group.map(({ id, noun }, index) => [id, name(pack, id, noun, group, index)])))
}

function name(pack: Pack, id: string, noun: string, { length }: readonly unknown[], index: number): string {
  const spot = spotOf(pack, id)
  const own = spot?.node?.source
  const article = own && 'article' in own && spot && own !== spot.root.source ? `（${own.article}）` : ''
  return `·${noun}${length === 1 ? '' : ` ${index + 1}`}${article}`
}

function inputLabel(step: TraceStep | undefined, name: string): string {
  const label = String(step?.detail['label'] ?? name)
  const [, indicator] = /^indicators\.(.+)\.[^.]+$/u.exec(name) ?? []
  const [, nth] = /\.(\d+)$/.exec(name) ?? []
  return indicator !== undefined ? `${label}〔${indicator}〕` : nth !== undefined ? `${label}第 ${Number(nth) + 1} 项` : label
}

/** `prize:` is the unit's value in its own trace, `prized:`, `prizeRank:`, `prizeField:` and `won:` are the class's ranking on it. */
function prizeLabel({ grades }: Pack, root: string, of: string): string | null {
  const [head = '', key = ''] = root.split(':')
  const words: { [head: string]: string } = { prize: '得分', prized: '得分', prizeRank: '名次', prizeField: '参评单位数', won: '是否获奖' }
  const prize = words[head] === undefined ? undefined : grades.prizes.find((one) => one.key === key)
  return prize ? `“${prize.label}”${words[head]}${of}` : null
}

const standings: { [root: string]: string } = {
  'result:published': '公布成绩',
  'standing:size': '参加排名的单位数',
  'standing:rank': '类内名次',
  'standing:last': '是否类内末位',
  'standing:grade': '等次',
}

function standingLabel(root: string, of: string, own: string): string {
  const [head = '', unit = ''] = root.split(':')
  const words: { [head: string]: string } = { published: '公布成绩', rank: '名次', graded: '评定等次' }
  if (words[head] === undefined) return `${standings[root] ?? root}${of}`
  return unit === own ? words[head] : `${words[head]}〔${unit}〕`
}
