import type { Band } from '../grammar/node.ts'
import { words } from '../grammar/bands.ts'
import { order } from './arithmetic.ts'
import type { Line } from './line.ts'
import { Mismatch } from './line.ts'
import type { Rechecks } from './recheck.ts'
import { isAway, isNumber, lackingOf } from './values.ts'

export const recheckConditions: Rechecks<'bands' | 'when' | 'choice' | 'compare' | 'all' | 'any' | 'oneOf' | 'not'> = {
  bands: (node, line) => {
    const of = line.child(node.of, 'of')
    if (!isNumber(of)) return { value: of, detail: {} }
    const index = node.bands.findIndex((band) => within(band, of))
    const band = node.bands[index]
    if (!band) throw new Mismatch(`应有区间包含 ${of}，实际没有`)
    return { value: line.child(band.value, `bands/${index}/value`), detail: { band: words(band) } }
  },
  when: (node, line) => {
    for (const [index, one] of node.cases.entries()) {
      const condition = line.child(one.if, `cases/${index}/if`)
      if (condition === 'true') return { value: line.child(one.then, `cases/${index}/then`), detail: { branch: `cases/${index}` } }
      if (condition !== 'false') return { value: condition, detail: { branch: '' } }
    }
    return { value: line.child(node.otherwise, 'otherwise'), detail: { branch: 'otherwise' } }
  },
  choice: (node, line) => {
    const option = line.book.pack.assumptions.find(({ key }) => key === node.assumption)?.choice ?? ''
    const chosen = node.options[option]
    if (!chosen) throw new Mismatch(`约定 \`${node.assumption}\` 应有选项，实为 \`${option}\``)
    return { value: line.child(chosen, `options/${option}`), detail: { choice: option } }
  },
  compare: (node, line) => {
    const [left, right] = [line.child(node.left, 'left'), line.child(node.right, 'right')]
    const away = lackingOf([left, right]) ?? [left, right].find(isAway)
    return { value: away ?? String(compared(order(left, right), node.is)), detail: { is: node.is } }
  },
  all: (node, line) => ({
    value: connected(
      node.of.map((one, i) => line.child(one, `of/${i}`)),
      'false',
    ),
    detail: {},
  }),
  any: (node, line) => ({
    value: connected(
      node.of.map((one, i) => line.child(one, `of/${i}`)),
      'true',
    ),
    detail: {},
  }),
  oneOf: (node, line) => {
    const of = line.child(node.of, 'of')
    return { value: lackingOf([of]) ?? (isAway(of) ? of : String(node.values.includes(of))), detail: {} }
  },
  not: (node, line) => {
    const of = line.child(node.of, 'of')
    return { value: of === 'true' ? 'false' : of === 'false' ? 'true' : of, detail: {} }
  },
}

/** The line of a rule with exceptions: all their conditions, then the value that follows. */
export function recheckExceptions(line: Line): { value: string; detail: { applied: string }; source: 'own' | string } {
  const { scoring } = line.book.pack
  const list = scoring.exceptions.filter(({ target }) => target === line.root)
  const whens = list.map(({ key, when }) => line.value(line.idOf(when, `exception:${key}:when`, line.scope, '')))
  const lacking = lackingOf(whens)
  if (lacking) return { value: lacking, detail: { applied: '' }, source: 'own' }
  const applying = list.filter((_, index) => whens[index] === 'true')
  const left = applying.filter(({ key }) => !applying.some(({ over }) => over?.includes(key)))
  if (left.length > 1 || (applying.length > 0 && left.length === 0)) throw new Mismatch('应只适用一项特殊处理，实有多项')
  const [one] = left
  const chosen = one
    ? line.idOf(one.value, `exception:${one.key}:value`, line.scope, '')
    : line.idOf(scoring.rules[line.root]!.value, line.root, line.scope, '/base')
  return { value: line.value(chosen), detail: { applied: one?.key ?? '' }, source: one?.key ?? 'own' }
}

function within({ atLeast, above, below, upTo }: Band, number: string): boolean {
  const checks = [
    atLeast === undefined || order(number, atLeast) >= 0,
    above === undefined || order(number, above) > 0,
    below === undefined || order(number, below) < 0,
    upTo === undefined || order(number, upTo) <= 0,
  ]
  return checks.every(Boolean)
}

function compared(sign: number, is: string): boolean {
  if (is === 'equal' || is === 'notEqual') return (sign === 0) === (is === 'equal')
  if (is === 'atLeast' || is === 'below') return sign >= 0 === (is === 'atLeast')
  return sign > 0 === (is === 'above')
}

function connected(values: readonly string[], deciding: 'true' | 'false'): string {
  if (values.includes(deciding)) return deciding
  return lackingOf(values) ?? values.find(isAway) ?? (deciding === 'true' ? 'false' : 'true')
}
