import type { Pack } from '../pack/pack.ts'
import { factDeclaration, factName } from './fact-source.ts'
import { textName, told } from './explain-value.ts'
import { splitId } from './locate-step.ts'
import type { TraceStep } from './trace.ts'

const fieldWords: { [field: string]: string } = {
  falsified: '弄虚作假',
  indicator: '指标',
  document: '文号',
  project: '项目',
  level: '级别',
  kind: '类别',
  on: '日期',
}

/** What a fact or a parameter says: a value, how many there are of a list and which, or an event with its ground and other fields. */
export function factSentence(pack: Pack, step: TraceStep, steps: ReadonlyMap<string, TraceStep>): string {
  const name = factName(pack, step.id)
  const type = name === null ? '' : (factDeclaration(pack, step.id)?.type ?? '')
  const isNumber = /^\d+$/.test(step.value)
  if (name === 'indicators') return isNumber ? `共 ${step.value} 项` : told(pack, step.value)
  if (name === null || 'field' in name || (type !== 'numbers' && type !== 'events')) return textName(pack, told(pack, step.value))
  if (name.element !== null) return type === 'events' ? eventWords(step) : told(pack, step.value)
  if (!isNumber) return told(pack, step.value)
  if (step.value === '0') return type === 'events' ? '没有' : '共 0 份'
  return type === 'events' ? `共 ${step.value} 件` : `共 ${step.value} 份：${ratings(pack, step, steps).join('、')}`
}

function ratings(pack: Pack, { id, value }: TraceStep, steps: ReadonlyMap<string, TraceStep>): string[] {
  const { root, scope } = splitId(id)
  const nth = Array.from({ length: Number(value) }, (_, index) => `${root}.${index}${scope === '' ? '' : `@${scope}`}`)
  return nth.flatMap((one) => steps.get(one)?.value ?? []).map((each) => told(pack, each))
}

function eventWords({ detail, value }: TraceStep): string {
  const { ground, points, ...others } = (detail['fields'] ?? {}) as { [field: string]: string }
  const rest = Object.entries(others).flatMap(([field, text]) => {
    if (text === 'false') return []
    return text === 'true' ? [fieldWords[field] ?? field] : [`${fieldWords[field] ?? field} ${text}`]
  })
  return [...(points === undefined ? [] : [`${value} 分`]), ...(ground === undefined ? [] : [ground]), ...rest].join('，') || '1 件'
}
