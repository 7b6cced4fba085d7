import { Refusal } from '../refusal.ts'
import { missingAmong } from '../value.ts'
import type { Use } from '../value.ts'
import type { Applied, ExceptionSites, RuleSite } from './program.ts'
import type { Scope } from './scope.ts'

/**
 * The value of a rule that has exceptions: the one that applies, or else the rule's own. Conditions of all are looked at first;
 * where one of them is missing, so is the value. Two that apply with no declared precedence are refused with both articles.
 */
export function applyExceptions(scope: Scope, rule: RuleSite, { own, list }: ExceptionSites): Use {
  const whens = list.map(({ when }) => scope.evaluate(when))
  const lacking = missingAmong(whens)
  if (lacking) return scope.record(own.line, whens, own.detail, lacking)
  const applied = winner(list, whens, scope.lines.at(own.line).id)
  const chosen = scope.evaluate((applied ?? rule).value)
  const { line, detail }: Applied = applied ?? own
  return scope.record(line, [...whens, chosen], detail, chosen.value)
}

type Listed = ExceptionSites['list'][number]

const isTrue = ({ value }: Use): boolean => value.kind === 'truth' && value.value

function winner(list: readonly Listed[], whens: readonly Use[], id: string): Listed | null {
  if (!whens.some(isTrue)) return null
  const applying = list.filter((_, index) => isTrue(whens[index]!))
  const left = applying.filter(({ exception }) => !applying.some(({ exception: { over } }) => over?.includes(exception.key)))
  const [first, second] = left
  if (first && !second) return first
  const named = (first ? left : applying).map(({ exception, line }) => `“${exception.label}”（${line.source}）`).join('与')
  throw new Refusal('exceptions-clash', id, `同一对象应只适用一项特殊处理，实为 ${named} 同时适用而未规定先后。请在 over 中写明先后。`)
}
