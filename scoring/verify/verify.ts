import { canonicalJson } from '../canonical.ts'
import { sourceText } from '../evaluate/program.ts'
import { indicatorRules } from '../grammar/dependencies.ts'
import { nodesAbove } from '../pack/frame.ts'
import type { Pack } from '../pack/pack.ts'
import { trouble, type Problem } from '../problem.ts'
import { splitId, spotOf } from '../trace/locate-step.ts'
import { sealOf } from '../trace/seal.ts'
import { TraceShape } from '../trace/shape.ts'
import type { Trace, TraceStep } from '../trace/trace.ts'
import { recheckExceptions } from './conditions.ts'
import { recheckFact } from './facts.ts'
import { recheckGrade } from './grades.ts'
import { Line, Mismatch } from './line.ts'
import type { Book } from './line.ts'
import { recheckParameter } from './parameters.ts'
import { recheckPart } from './parts.ts'
import { recheckPrize } from './prizes.ts'
import { recheckPublished, recheckResult } from './results.ts'
import { rechecks } from './recheck.ts'
import type { Expected } from './recheck.ts'
import { recheckStanding } from './standings.ts'

/**
 * Re-checks each line of a trace against the pack by itself, without the evaluator: with an arithmetic of its own, from the values of
 * the lines above. Empty: the trace holds. `path` is the step's id. The seal covers what no rule can check, such as the origin of a fact.
 */
export function verify(pack: Pack, trace: Trace): Problem[] {
  const shape = TraceShape.safeParse(trace)
  if (!shape.success) return shape.error.issues.map(({ path }) => said(path.join('/'), '计分依据的形式不对，应为原样导出的内容'))
  const problems = [...unfounded(pack, trace)]
  const seal = sealOf(trace)
  return seal === trace.seal ? problems : [...problems, said('', `封印应为 ${seal}，实为 ${trace.seal}`)]
}

/**
 * What in the lines of a trace, and in its result, does not follow from the pack and the lines above, one after the other as it is found: who only
 * asks whether there is any may stop at the first. The lines above `from` (from 0) are taken as they are. The trace must have its shape.
 */
export function* unfounded(pack: Pack, trace: Trace, from = 0): Generator<Problem> {
  const book = bookOf(pack, trace)
  for (const [place, step] of trace.steps.entries()) {
    if (place >= from) for (const message of recheckNext(book, step)) yield said(step.id, message)
    book.above.set(step.id, step)
    if (step.op === 'published') book.published.push(step)
    if (step.op === 'rank' && step.detail['place'] !== '') book.ranked.push(step)
  }
  for (const message of guarded(() => recheckResult(book))) yield said('', message)
}

const recheckNext = (book: Book, step: TraceStep): string[] =>
  book.above.has(step.id) ? ['步骤名重复'] : guarded(() => recheck(book, step))

const said = (path: string, message: string): Problem => trouble('trace', path, 'trace', `${path || '计分依据'}：${message}。`)

function guarded(check: () => string[]): string[] {
  try {
    return check()
  } catch (error) {
    if (error instanceof Mismatch || error instanceof SyntaxError) return [error.message]
    throw error
  }
}

function recheck(book: Book, step: TraceStep): string[] {
  const part = recheckPart(book, step)
  if (part) return part
  if (step.id.startsWith('input:')) return recheckFact(book, step)
  if (step.id.startsWith('parameter:')) return recheckParameter(book, step)
  if (book.trace.phase === 'score' && /^(result:published$|prize:)/u.test(step.id)) return recheckPublished(book, step)
  return (
    (book.trace.phase === 'grade' ? (recheckStanding(book, step) ?? recheckGrade(book, step) ?? recheckPrize(book, step)) : null) ??
    recheckNode(book, step)
  )
}

function recheckNode({ pack, ...book }: Book, step: TraceStep): string[] {
  const spot = spotOf(pack, step.id)
  if (!spot) return ['规则包中应有这一步，实际没有']
  const { root, scope, path } = splitId(step.id)
  if (book.trace.phase === 'grade' && scope !== '' && !book.above.has(`published:${scope}`)) return ['应属于本类的单位，实际不是']
  const line = new Line({ pack, ...book }, root, scope, path === '' ? '' : `/${path}`)
  if (!spot.node) {
    const { source, ...expected } = recheckExceptions(line)
    const own = source === 'own' ? spot.source : pack.scoring.exceptions.find(({ key }) => key === source)!.source
    return compared(step, 'exceptions', line, expected, sourceText(own))
  }
  const { node } = spot
  if (node.op === 'input' || node.op === 'item' || node.op === 'parameter' || node.op === 'rule' || node.op === 'standing')
    return ['引用不应单列一步']
  const expected = (rechecks[node.op] as (node: unknown, line: Line) => Expected)(node, line)
  return compared(step, node.op, line, expected, sourceText(spot.source))
}

function compared(step: TraceStep, op: string, line: Line, expected: Expected, source: string): string[] {
  const uses = line.used.map((id) => ({ id, value: line.book.above.get(id)!.value }))
  return [
    ...(step.op === op ? [] : [`算法应为 ${op}，实为 ${step.op}`]),
    ...(canonicalJson(step.uses) === canonicalJson(uses) ? [] : ['引用的步骤或其值与在前的步骤不符']),
    ...(step.value === expected.value ? [] : [`值应为 ${String(expected.value)}，实为 ${step.value}`]),
    ...(canonicalJson(step.detail) === canonicalJson(expected.detail) ? [] : ['参数与规则包不符']),
    ...(step.source === source ? [] : [`依据应为 ${source}，实为 ${step.source}`]),
  ]
}

function bookOf(pack: Pack, trace: Trace): Book {
  const elements = new Map<string, TraceStep[]>()
  const items = new Set<string>()
  for (const step of trace.steps) {
    const { root, scope } = splitId(step.id)
    const [, list, nth] = /^(input:.+)\.(0|[1-9]\d*)$/u.exec(root) ?? []
    if (list !== undefined && nth !== undefined) {
      const header = `${list}${scope === '' ? '' : `@${scope}`}`
      const known = elements.get(header)
      if (known) known.push(step)
      else elements.set(header, [step])
    }
    if (trace.phase === 'score' && scope !== '') items.add(scope)
    const [, indicator] = /^input:indicators\.(.+)\.[^.]+$/u.exec(root) ?? []
    if (trace.phase === 'score' && indicator !== undefined) items.add(indicator)
  }
  const excepted = new Set(pack.scoring.exceptions.map(({ target }) => target))
  return {
    pack,
    trace,
    above: new Map(),
    perIndicator: indicatorRules(pack),
    excepted,
    nodes: nodesAbove(pack),
    elements,
    items: [...items],
    published: [],
    ranked: [],
  }
}
