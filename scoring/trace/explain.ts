import { roundingWords } from '../grammar/round.ts'
import type { Names } from '../grammar/operator.ts'
import { operatorOf } from '../grammar/operators.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { told } from './explain-value.ts'
import { factSource } from './fact-source.ts'
import { spotOf, splitId } from './locate-step.ts'
import { standingSentence, standingSource } from './standing-sentence.ts'
import type { Trace, TraceStep } from './trace.ts'

/** One step in Chinese, with its article and the words it rests on; for an assumption, `assumption` is its key and `quote` the choice. */
export type Sentence = { id: string; text: string; article: string; quote: string; assumption: string | null; assumes: string[] }

/** The trace as sentences, in evaluation order. */
export function explain(pack: Pack, trace: Trace): Sentence[] {
  const steps = new Map(trace.steps.map((step) => [step.id, step]))
  const inner = innerNumbers(trace)
  const label = (id: string): string => labelOf(pack, steps.get(id), id, inner.get(id))
  const option = (key: string, choice: string): string =>
    pack.assumptions.find((one) => one.key === key)?.options.find((one) => one.key === choice)?.text ?? choice
  const names: Names = { label, option, use: ({ id, value }) => (isConstant(steps.get(id)) ? value : `${label(id)} ${told(value)}`) }
  return trace.steps.map((step) => sentence(pack, step, names))
}

/** Steps inside a rule, numbered in order of evaluation: 结果得分·中间数 1. */
function innerNumbers({ steps }: Trace): Map<string, number> {
  const counts = new Map<string, number>()
  const inner = steps.filter(({ id, op }) => op !== 'value' && !['', 'base'].includes(splitId(id).path))
  return new Map(
    inner.map(({ id }) => {
      const head = id.slice(0, id.indexOf('/'))
      const count = (counts.get(head) ?? 0) + 1
      counts.set(head, count)
      return [id, count]
    }),
  )
}

function sentence(pack: Pack, step: TraceStep, names: Names): Sentence {
  const spot = spotOf(pack, step.id)
  const source = spot
    ? step.op === 'exceptions'
      ? exceptionSource(pack, step, spot.source)
      : spot.source
    : (factSource(pack, step.id) ?? standingSource(pack, step))
  const assumes = spot ? [...spot.root.assumes, ...(spot.node?.assumes ?? [])] : []
  return { id: step.id, text: `${names.label(step.id)}：${body(step, names, pack)}`, ...cited(pack, source), assumes }
}

function body(step: TraceStep, names: Names, pack: Pack): string {
  const result = told(step.value)
  if (step.op === 'input' || step.op === 'parameter')
    return `${result}${step.detail['origin'] ? `（来源 ${String(step.detail['origin'])}）` : ''}${groundOf(step)}`
  if (step.id === 'result:published' || step.id.startsWith('prize:')) {
    const { places, mode } = pack.scoring.published
    return `${step.uses.map(names.use).join('')} ${roundingWords[mode]}到 ${places} 位小数 = ${result}`
  }
  if (step.op === 'exceptions')
    return step.detail['applied'] ? `适用特殊处理“${String(step.detail['applied'])}”，为 ${result}` : `无特殊处理，为 ${result}`
  const node = spotOf(pack, step.id)?.node
  if (!node) return standingSentence(step, names)
  return `${operatorOf(node).explain(node, step, names)}${node.op === 'value' ? ' ' : ' = '}${result}`
}

function groundOf({ detail }: TraceStep): string {
  const fields = detail['fields'] as { [field: string]: string } | undefined
  return fields?.['ground'] === undefined ? '' : `，${fields['ground']}`
}

function labelOf(pack: Pack, step: TraceStep | undefined, id: string, inner: number | undefined): string {
  const { root, scope } = splitId(id)
  const of = scope === '' ? '' : `〔${scope}〕`
  if (root.startsWith('input:')) return inputLabel(step, root.slice('input:'.length)) + of
  if (root.startsWith('parameter:')) return String(step?.detail['label'] ?? root)
  const prize = prizeLabel(pack, root)
  if (prize !== null) return prize + of
  const spot = spotOf(pack, id)
  if (spot) return `${spot.root.label}${of}${inner === undefined ? '' : `·中间数 ${inner}`}`
  const words: { [head: string]: string } = {
    published: '公布成绩',
    rank: '名次',
    standing: '排名情况',
    graded: '等次',
    result: '公布成绩',
  }
  const [head = '', rest = ''] = root.split(':')
  return `${words[head] ?? root}${of || (rest === 'published' || rest === '' ? '' : `〔${rest}〕`)}`
}

/** `prize:` is the unit's value in its own trace, `prized:`, `prizeRank:`, `prizeField:` and `won:` are the class's ranking on it. */
function prizeLabel({ grades }: Pack, root: string): string | null {
  const [head = '', key = ''] = root.split(':')
  const words: { [head: string]: string } = { prize: '得分', prized: '得分', prizeRank: '名次', prizeField: '参评单位', won: '是否获奖' }
  const prize = words[head] === undefined ? undefined : grades.prizes.find((one) => one.key === key)
  return prize ? `“${prize.label}”${words[head]}` : null
}

function inputLabel(step: TraceStep | undefined, name: string): string {
  const label = String(step?.detail['label'] ?? name)
  const [, indicator] = /^indicators\.(.+)\.[^.]+$/.exec(name) ?? []
  const [, nth] = /\.(\d+)$/.exec(name) ?? []
  return indicator !== undefined ? `${label}〔${indicator}〕` : nth !== undefined ? `${label}第 ${Number(nth) + 1} 项` : label
}

const isConstant = (step: TraceStep | undefined): boolean => step?.op === 'value'

function exceptionSource({ scoring }: Pack, { detail }: TraceStep, own: Source): Source {
  return scoring.exceptions.find(({ key }) => key === detail['applied'])?.source ?? own
}

function cited({ assumptions }: Pack, source: Source | null): Pick<Sentence, 'article' | 'quote' | 'assumption'> {
  if (!source) return { article: '', quote: '', assumption: null }
  if ('article' in source) return { ...source, assumption: null }
  const assumption = assumptions.find(({ key }) => key === source.assumption)
  const choice = assumption?.options.find(({ key }) => key === assumption.choice)
  return { article: assumption?.article ?? '', quote: choice?.text ?? '', assumption: source.assumption }
}
