import { roundingWords } from '../grammar/round.ts'
import type { Names } from '../grammar/operator.ts'
import { operatorOf } from '../grammar/operators.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { factSentence } from './fact-sentence.ts'
import { factSource } from './fact-source.ts'
import { textName, told } from './explain-value.ts'
import { labelsOf } from './label.ts'
import type { Label } from './label.ts'
import { splitId, spotOf } from './locate-step.ts'
import { partSentence, partSource } from './part-sentence.ts'
import { standingSentence, standingSource } from './standing-sentence.ts'
import type { Trace, TraceStep } from './trace.ts'

/**
 * One step in Chinese: `text` is `label` and `body`, `value` is exact, `shown` in words. With its article and the words it rests on; for an assumption,
 * `assumption` is its key and `quote` the choice. `origin`: where a fact or parameter is from, as its row or file says;
 * `constant`: a number that the rule itself contains.
 */
export type Sentence = {
  id: string
  label: string
  body: string
  text: string
  value: string
  shown: string
  article: string
  quote: string
  assumption: string | null
  assumes: string[]
  origin: string | null
  constant: boolean
}

/** The trace as sentences, one for each step, in evaluation order. */
export function explain(pack: Pack, trace: Trace): Sentence[] {
  const reader = readerOf(pack, trace)
  const names = namesOf(reader, ({ id, value }) => `${reader.label(id)} ${told(pack, value)}`)
  return trace.steps.map((step) => sentence(reader, step, names))
}

/** Up to so many characters, what a step inside a rule does is said in the sentence that uses it. */
const short = 100

/**
 * The trace as a reader wants it: the steps inside a rule stand in the rule's sentence, in brackets, where they are short enough; the
 * numbers that a rule itself contains and single ratings have no sentence of their own. In evaluation order.
 */
export function narrate(pack: Pack, trace: Trace): Sentence[] {
  const reader = readerOf(pack, trace)
  const folded = new Map<string, string>()
  const names = namesOf(reader, ({ id, value }) => folded.get(id) ?? `${reader.label(id)} ${told(pack, value)}`)
  return trace.steps.flatMap((step) => {
    if (step.op === 'value' || isRating(pack, step)) return []
    const inner = !['', 'base'].includes(splitId(step.id).path)
    const said = inner ? body(reader, step, names) : ''
    if (!inner || said.length > short) return [sentence(reader, step, names)]
    folded.set(step.id, `（${said}）`)
    return []
  })
}

type Reader = { pack: Pack; steps: Map<string, TraceStep>; label: Label }

function readerOf(pack: Pack, trace: Trace): Reader {
  return { pack, steps: new Map(trace.steps.map((step) => [step.id, step])), label: labelsOf(pack, trace) }
}

function namesOf({ pack, steps, label }: Reader, use: Names['use']): Names {
  const option = (key: string, choice: string): string =>
    pack.assumptions.find((one) => one.key === key)?.options.find((one) => one.key === choice)?.text ?? choice
  const named: Names['use'] = (one) => {
    const step = steps.get(one.id)
    if (step?.op === 'value') return one.value
    return use(step?.op === 'grade' || step?.op === 'gradeOf' ? { ...one, value: textName(pack, one.value) } : one)
  }
  const whole: Names['use'] = (one) => named(one).replace(/^（([^]*)）$/u, '$1')
  return { label, option, use: named, whole, value: (value) => told(pack, value), text: (text) => textName(pack, text) }
}

function sentence(reader: Reader, step: TraceStep, names: Names): Sentence {
  const { pack } = reader
  const spot = spotOf(pack, step.id)
  const source = spot
    ? step.op === 'exceptions'
      ? exceptionSource(pack, step, spot.source)
      : spot.source
    : (partSource(pack, step) ?? factSource(pack, step.id) ?? standingSource(pack, step))
  const assumes = spot ? [...spot.root.assumes, ...(spot.node?.assumes ?? [])] : []
  const [label, said, origin] = [names.label(step.id), body(reader, step, names), step.detail['origin']]
  const { id, value } = step
  const words = { id, label, body: said, text: `${label}：${said}`, value, shown: shownValue(pack, step) }
  return { ...words, ...cited(pack, source), assumes, origin: typeof origin === 'string' ? origin : null, constant: step.op === 'value' }
}

function shownValue(pack: Pack, { op, value }: TraceStep): string {
  return op === 'grade' || op === 'gradeOf' ? textName(pack, value) : told(pack, value)
}

const conditions = new Set(['compare', 'all', 'any', 'oneOf', 'not'])
/** Operators that only take over what they chose. */
const chooses = new Set(['when', 'choice', 'exceptions', 'counted'])

function body(reader: Reader, step: TraceStep, names: Names): string {
  const { pack, steps } = reader
  const part = partSentence(pack, step, names)
  if (part !== null) return part
  if (step.op === 'input' || step.op === 'parameter') return factSentence(pack, step, steps)
  if (step.id === 'result:published' || step.id.startsWith('prize:')) {
    const { places, mode } = pack.scoring.published
    return `${step.uses.map(names.use).join('')} ${roundingWords[mode]}到 ${places} 位小数 = ${names.value(step.value)}`
  }
  const node = spotOf(pack, step.id)?.node
  if (!node && step.op !== 'exceptions') return standingSentence(pack, step, names)
  const done = node ? operatorOf(node).explain(node, step, names) : exceptionWords(pack, step, names)
  if (step.op === 'value') return `${done} ${step.value}`
  if (chooses.has(step.op) && step.uses.some(({ value }) => value === step.value)) return done
  if (conditions.has(step.op) && ['true', 'false'].includes(step.value)) return `${done}，${step.value === 'true' ? '成立' : '不成立'}`
  const result = ` = ${names.value(step.value)}`
  return done.endsWith(result) ? done : `${done}${result}`
}

function exceptionWords({ scoring }: Pack, step: TraceStep, names: Names): string {
  const labelOf = (key: string): string => scoring.exceptions.find((one) => one.key === key)?.label ?? key
  const chosen = names.use(step.uses.at(-1)!)
  if (step.detail['applied']) return `属于“${labelOf(String(step.detail['applied']))}”，取 ${chosen}`
  const { root } = splitId(step.id)
  const labels = scoring.exceptions.filter(({ target }) => target === root).map(({ label }) => `“${label}”`)
  return `不属于${labels.join('、')}，取 ${chosen}`
}

/** One of several ratings: they are listed where their number is said. */
function isRating({ scoring }: Pack, { id }: TraceStep): boolean {
  const [, name] = /^input:(.+)\.\d+$/u.exec(splitId(id).root) ?? []
  return name !== undefined && scoring.inputs[name]?.type === 'numbers'
}

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
