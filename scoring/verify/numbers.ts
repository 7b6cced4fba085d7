import type { LinearNode, WeightedNode } from '../grammar/node.ts'
import { add, divide, multiply, normalised, order, rounded, subtract, total } from './arithmetic.ts'
import type { Line } from './line.ts'
import { Mismatch } from './line.ts'
import type { Rechecks } from './recheck.ts'
import { isAway, isNumber, lackingOf, together } from './values.ts'

type Numbers = 'value' | 'sum' | 'difference' | 'product' | 'ratio' | 'counted' | 'atMost' | 'atLeast' | 'linear' | 'weighted' | 'round'
const mustBe = (number: string | null): string => {
  if (number === null) throw new Mismatch('除数应不为零，实为零')
  return number
}

export const recheckNumbers: Rechecks<Numbers> = {
  value: (node) => ({ value: normalised(node.is), detail: {} }),
  sum: (node, line) => ({
    value: together(
      node.of.map((one, i) => line.child(one, `of/${i}`)),
      node.notApplicable,
      total,
    ),
    detail: {},
  }),
  difference: (node, line) => {
    const from = line.child(node.from, 'from')
    const less = node.less.map((one, i) => line.child(one, `less/${i}`))
    const away = [from, ...(node.notApplicable === 'pass' ? less : [])].find(isAway)
    return { value: lackingOf([from, ...less]) ?? away ?? subtract(from, total(less.filter(isNumber))), detail: {} }
  },
  product: (node, line) => {
    const factors = node.of.map((one, i) => line.child(one, `of/${i}`))
    return { value: together(factors, 'pass', (numbers) => numbers.reduce(multiply, '1')), detail: {} }
  },
  ratio: (node, line) => {
    const both = [line.child(node.of, 'of'), line.child(node.full, 'full')]
    return {
      value: together(both, 'pass', ([of = '', full = '']) => divide(multiply(of, node.scale), full)),
      detail: { scale: node.scale },
    }
  },
  counted: (node, line) => {
    const both = [line.child(node.of, 'of'), line.child(node.with, 'with')]
    return { value: lackingOf(both) ?? both.find(isAway) ?? both[0]!, detail: {} }
  },
  atMost: (node, line) => limited(line.child(node.of, 'of'), line.child(node.limit, 'limit'), 1),
  atLeast: (node, line) => limited(line.child(node.of, 'of'), line.child(node.limit, 'limit'), -1),
  linear: (node, line) => ({
    value: together([line.child(node.of, 'of')], 'pass', ([of = '']) => onLine(node, of)),
    detail: { from: node.from, to: node.to },
  }),
  weighted: (node, line) => ({ value: weighted(node, line), detail: { weights: node.parts.map(({ weight }) => weight) } }),
  round: (node, line) => ({
    value: together([line.child(node.of, 'of')], 'pass', ([of = '']) => rounded(of, Number(node.places), node.mode)),
    detail: { places: node.places, mode: node.mode },
  }),
}

function limited(of: string, limit: string, side: number): { value: string | null; detail: Record<string, never> } {
  return { value: together([of, limit], 'pass', ([a = '', b = '']) => (order(a, b) === side ? b : a)), detail: {} }
}

function onLine({ from, to, outside }: LinearNode, of: string): string {
  if (outside === 'clamp' && order(of, from.at) <= 0) return from.value
  if (outside === 'clamp' && order(of, to.at) >= 0) return to.value
  const rise = multiply(subtract(of, from.at), subtract(to.value, from.value))
  return add(from.value, mustBe(divide(rise, subtract(to.at, from.at))))
}

function weighted({ parts, notApplicable }: WeightedNode, line: Line): string | null {
  const values = parts.map(({ of }, i) => line.child(of, `parts/${i}/of`))
  return together(values, notApplicable === 'pass' ? 'pass' : 'skip', () => {
    const counting = parts.map(({ weight }, i) => ({ weight, value: values[i]! })).filter(({ value }) => isNumber(value))
    const plain = total(counting.map(({ weight, value }) => multiply(value, weight)))
    if (notApplicable === 'zero' || counting.length === parts.length) return plain
    return divide(multiply(plain, total(parts.map(({ weight }) => weight))), total(counting.map(({ weight }) => weight)))
  })
}
