import { explain, type Pack, type Sentence, type Trace, type TraceStep } from '../../scoring/index.ts'
import { splitId } from '../../scoring/trace/locate-step.ts'
import type { OriginView, TraceLineView, TraceView } from './shapes/trace.ts'
import { assumptionView } from './source.ts'

/** `indicators` gives the name of an indicator by its key, `origins` the rows behind the facts. */
export type TraceContext = { pack: Pack; indicators: Map<string, string>; origins: Map<string, OriginView> }

/** A trace to be read from the published score downwards: each line with its sentence, exact value, article and row of origin. */
export function traceView(trace: Trace, context: TraceContext): TraceView {
  const sentences = new Map(explain(context.pack, trace).map((sentence) => [sentence.id, sentence]))
  const lines: TraceView['lines'] = {}
  for (const step of trace.steps) {
    const sentence = sentences.get(step.id)
    if (sentence) lines[step.id] = lineView(step, sentence, context)
  }
  return { root: trace.result['published'] ?? Object.values(trace.result)[0] ?? null, seal: trace.seal, lines }
}

function lineView(step: TraceStep, sentence: Sentence, { pack, indicators, origins }: TraceContext): TraceLineView {
  const { article, quote, assumption } = sentence
  const source = assumption === null ? { article, quote, assumption: null } : assumptionView(pack, assumption)
  return {
    label: sentence.label,
    about: indicators.get(indicatorOf(step.id)) ?? null,
    sentence: sentence.body,
    value: step.value,
    constant: sentence.constant,
    source,
    assumes: sentence.assumes.filter((key) => key !== assumption).map((key) => assumptionView(pack, key)),
    origin: origins.get(typeof step.detail['origin'] === 'string' ? step.detail['origin'] : '') ?? null,
    uses: [...new Set(step.uses.map((use) => use.id))],
  }
}

/** The indicator that a step is about: the scope of a rule, or the owner of an indicator's fact. */
function indicatorOf(id: string): string {
  const { root, scope } = splitId(id)
  return scope || (/^input:indicators\.(.+)\.[^.]+$/.exec(root)?.[1] ?? '')
}
