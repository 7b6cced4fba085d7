import type { Node } from '../grammar/node.ts'
import type { Exception } from '../pack/scoring-file.ts'
import { Refusal } from '../refusal.ts'
import { missingAmong, textOf } from '../value.ts'
import type { Use } from '../value.ts'
import { idOf, written } from './place.ts'
import type { Evaluator, Place } from './place.ts'
import { sourceText } from './program.ts'

/**
 * The value of a rule that has exceptions: the one that applies, or else the rule's own. Conditions of all are looked at first;
 * where one of them is missing, so is the value. Two that apply with no declared precedence are refused with both articles.
 */
export function applyExceptions(evaluation: Evaluator, exceptions: readonly Exception[], own: Node, place: Place): Use {
  const id = idOf(place)
  const whens = exceptions.map((one) => evaluation.node(one.when, { ...place, root: `exception:${one.key}:when`, source: one.source }))
  const lacking = missingAmong(whens)
  const applied = lacking ? null : winner(exceptions, whens, id)
  const chosen = lacking
    ? null
    : applied
      ? evaluation.node(applied.value, { ...place, root: `exception:${applied.key}:value`, source: applied.source })
      : evaluation.node(own, { ...place, path: '/base' })
  const uses = chosen ? [...whens, chosen] : whens
  const value = lacking ?? chosen!.value
  const source = sourceText(applied ? applied.source : place.source)
  const detail = { applied: applied ? applied.key : '' }
  return evaluation.record({ id, op: 'exceptions', uses: uses.map(written), detail, value: textOf(value), source }, value)
}

function winner(exceptions: readonly Exception[], whens: readonly Use[], id: string): Exception | null {
  const applying = exceptions.filter((_, index) => {
    const value = whens[index]!.value
    return value.kind === 'truth' && value.value
  })
  const left = applying.filter(({ key }) => !applying.some(({ over }) => over?.includes(key)))
  const [first, second] = left
  if (applying.length > 0 && (!first || second)) {
    const named = (first ? left : applying).map(({ label, source }) => `“${label}”（${sourceText(source)}）`).join('与')
    throw new Refusal('exceptions-clash', id, `同一对象应只适用一项特殊处理，实为 ${named} 同时适用而未规定先后。请在 over 中写明先后。`)
  }
  return first ?? null
}
