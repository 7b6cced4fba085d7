import type { Names } from '../grammar/operator.ts'
import { noteSource, raiseSource, segmentRule } from '../facts/inheritance.ts'
import type { Succession } from '../facts/facts.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { factDeclaration } from './fact-source.ts'
import { splitId } from './locate-step.ts'
import type { TraceStep } from './trace.ts'

/** The id of the fact that a line is about: a part of it (`part:<name>.<of>`), or the fact itself. */
export function factOfPart(id: string): string {
  const { root, scope } = splitId(id)
  const [, name] = /^part:(.+)\.[^.]+$/u.exec(root) ?? []
  return name === undefined ? id : `input:${name}${scope === '' ? '' : `@${scope}`}`
}

type Words = (step: TraceStep, names: Names, pack: Pack) => string

const said = ({ detail }: TraceStep, key: string): string => String(detail[key] ?? '')
const rules: { [rule: string]: string } = {
  daysWeighted: '按天数加权',
  successorOnly: '只计承接单位自己的得分',
  latest: '只计调整后的',
  decision: '按文件决定',
}

const words: { [op: string]: Words } = {
  part: ({ value }, names) => names.value(value),
  segments: (step, names) =>
    `${rules[said(step, 'rule')]}（${said(step, 'document')}）：${step.uses.map(names.use).join('；')} = ${names.value(step.value)}`,
  taken: ({ value }) => `承接自${value}`,
  withdrawn: (step, names) => `已由《${said(step, 'document')}》撤销，原 ${names.value(step.value)} 分，得分留存、不再计入`,
  taskBook: (step, names) => {
    const [taken, withdrawn] = [/^taken:/u, /^withdrawn:/u].map((head) => step.uses.filter(({ id }) => head.test(id)))
    const parts = [
      ...(taken!.length > 0 ? [`${taken!.length} 项承接自${[...new Set(taken!.map(({ value }) => value))].join('、')}`] : []),
      ...(withdrawn!.length > 0 ? [`另有 ${withdrawn!.length} 项已撤销：${withdrawn!.map(names.use).join('、')}`] : []),
    ]
    return `共 ${names.value(step.value)} 项，${parts.join('，')}`
  },
  points: ({ id, uses, value }, names) =>
    uses.length === 0
      ? `规定为 ${names.value(value)}`
      : `${id === 'points:remaining' ? `留存的 ${uses.length} 项合计` : uses.map(names.use).join(' + ')} = ${names.value(value)}`,
  raised: ({ uses, value }, names) => {
    const [given, whole, remaining] = uses.map((use) => names.value(use.value))
    return `${given} × ${whole} ÷ ${remaining} = ${names.value(value)}`
  },
}

/** The sentence of a line about a fact that comes of others; null for other lines. */
export function partSentence(pack: Pack, step: TraceStep, names: Names): string | null {
  return Object.hasOwn(words, step.op) ? words[step.op]!(step, names, pack) : null
}

/** The source of such a line; null for other lines. */
export function partSource(pack: Pack, { id, op, detail }: TraceStep): Source | null {
  if (op === 'segments') return segmentRule(pack, String(detail['by']) as Succession)?.source ?? null
  if (op === 'points' || op === 'raised') return raiseSource(pack)
  if (op === 'taken' || op === 'withdrawn') return noteSource(pack, op)
  return op === 'part' ? (factDeclaration(pack, factOfPart(id))?.source ?? null) : null
}

const labels: { [root: string]: string } = { 'points:whole': '应有的指标分值', 'points:remaining': '留存的指标分值' }

/** What such a line is called; null for other lines. */
export function partLabel(step: TraceStep | undefined, id: string): string | null {
  const { root, scope } = splitId(id)
  if (labels[root] !== undefined) return labels[root]
  const [, note, key] = /^(taken|withdrawn):indicators\.(.+)$/u.exec(root) ?? []
  if (note !== undefined) return `指标〔${key}〕`
  if (!root.startsWith('part:')) return null
  const [, name = '', nth = ''] = /^part:(.+)\.([^.]+)$/u.exec(root) ?? []
  const [, indicator] = /^indicators\.(.+)\.[^.]+$/u.exec(name) ?? []
  const of = indicator ?? scope
  return `${step ? said(step, 'label') : name}${of === '' ? '' : `〔${of}〕`}（${step ? whichPart(step, nth) : nth}）`
}

function whichPart(step: TraceStep, nth: string): string {
  if (nth === 'given') return '原值'
  if (nth === 'decided') return '文件所定'
  const [unit, beside] = [said(step, 'unit'), said(step, 'beside')]
  const shared = beside === '' || beside === '1' ? '' : `与其他单位并列，各占 1/${beside}`
  const whose = [`${said(step, 'days')} 天`, unit, shared].filter((text) => text !== '').join('，')
  return `${said(step, 'from')} 至 ${said(step, 'until')}，${whose}`
}
