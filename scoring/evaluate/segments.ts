import { normal } from '../decimal.ts'
import { daysFrom } from '../days.ts'
import type { Segment, Segmented } from '../facts/facts.ts'
import { byDays, segmentRule } from '../facts/inheritance.ts'
import type { SegmentRule } from '../facts/inheritance.ts'
import { Refusal } from '../refusal.ts'
import { missing, notApplicable, number } from '../value.ts'
import type { Use, Value } from '../value.ts'
import type { FactPlace } from './fact-place.ts'
import { said, sourceText } from './place.ts'
import type { Scope } from './scope.ts'

/** Why the numbers of other units do not count, in words. */
export const notOwn = '撤并前其他单位的得分不计入'

/**
 * A number that is given in segments: a line for each, and one that makes them one by the rule of the pack. `of` names the line where it is not
 * that of the fact itself.
 */
export function joined(scope: Scope, place: FactPlace, given: Segmented, name: string, of = ''): Use {
  const { pack } = scope.evaluation.program
  const found = segmentRule(pack, given.by)
  if (!found) throw new Refusal('no-succession-rule', name, `规则包没有规定分段的数（${given.by}）如何合为一个。请在规则包中写明。`)
  const line = (n: string, detail: { [key: string]: string }, value: string): Use =>
    scope.record(place.beside('part', n), [], said({ label: place.label, ...detail }), number(normal(value)))
  const parts = given.segments.map((one, n) => line(String(n), detailOf(one), one.value))
  const decided = given.decided ? line('decided', { origin: given.decided.origin }, given.decided.value) : null
  const value = valueOf(found.rule, given, parts, decided, name)
  const detail = { label: place.label, by: given.by, rule: found.rule, document: given.document }
  const source = sourceText(found.source)
  return scope.record(place.beside('segments', of, source), decided ? [...parts, decided] : parts, said(detail), value)
}

function detailOf({ from, until, origin, unit, beside }: Segment): { [key: string]: string } {
  const days = String(daysFrom(from, until))
  return { from, until, days, origin, ...(unit === undefined ? {} : { unit }), ...(beside === undefined ? {} : { beside }) }
}

function valueOf(rule: SegmentRule['rule'], { segments }: Segmented, parts: readonly Use[], decided: Use | null, name: string): Value {
  if (rule === 'decision') return decided?.value ?? missing(name)
  if (rule === 'latest') return parts.at(-1)!.value
  if (rule === 'successorOnly') return parts.findLast((_, n) => segments[n]!.unit === undefined)?.value ?? notApplicable(notOwn)
  return number(byDays(segments))
}
