import { prizeOf } from '../trace/standing-sentence.ts'
import { splitId } from '../trace/locate-step.ts'
import type { TraceStep } from '../trace/trace.ts'
import { sourceText } from '../evaluate/program.ts'
import { isDecimal, order } from './arithmetic.ts'
import type { Book } from './line.ts'
import { isAway, isNumber, lackingOf } from './values.ts'

type Expected = { uses: string[]; value: string; detail: TraceStep['detail'] }

/** Re-checks the lines of the ranking for a prize. Null if the line is no such line. */
export function recheckPrize(book: Book, step: TraceStep): string[] | null {
  const check = checks[step.op]
  if (!check) return null
  const prize = prizeOf(book.pack.grades, step.id)
  if (!prize || !prize.classes.includes(book.trace.class)) return ['应为本类的奖项']
  const { scope } = splitId(step.id)
  const expected = check(book, prize.key, scope, step)
  if (typeof expected === 'string') return [expected]
  const uses = expected.uses.map((id) => ({ id, value: book.above.get(id)?.value }))
  return [
    ...(JSON.stringify(step.uses) === JSON.stringify(uses) ? [] : ['引用的步骤或其值与在前的步骤不符']),
    ...(step.value === expected.value ? [] : [`值应为 ${expected.value}，实为 ${step.value}`]),
    ...(JSON.stringify(step.detail) === JSON.stringify(expected.detail) ? [] : ['说明与规定不符']),
    ...(step.source === sourceText(prize.source) ? [] : [`依据应为 ${sourceText(prize.source)}`]),
  ]
}

const checks: { [op: string]: (book: Book, prize: string, unit: string, step: TraceStep) => Expected | string } = {
  prized: ({ pack, trace }, prize, unit, { value, detail }) => {
    if (!pack.roster.units.some((one) => one.key === unit && one.class === trace.class)) return `单位 \`${unit}\` 应在本类`
    const good = isDecimal(value, true) || isAway(value) || value === `missing: prize:${prize}:${unit}`
    const seal = String(detail['seal'])
    return { uses: [], value: good ? value : '奖项的得分', detail: { seal: /^[0-9a-f]{64}$/.test(seal) ? seal : '64 位摘要' } }
  },
  prizeField: (book, prize) => {
    const all = linesOf(book, `prized:${prize}@`)
    const values = all.map(({ value }) => value)
    return { uses: all.map(({ id }) => id), value: lackingOf(values) ?? String(values.filter(isNumber).length), detail: {} }
  },
  prizeRank: (book, prize, unit) => {
    const own = `prized:${prize}@${unit}`
    const before = linesOf(book, `prizeRank:${prize}@`).at(-1)
    if (!before) return { uses: [own], value: '1', detail: { place: '1' } }
    const other = `prized:${prize}@${splitId(before.id).scope}`
    const [a = '', b = ''] = [other, own].map((id) => book.above.get(id)?.value)
    if (!isNumber(a) || !isNumber(b) || order(a, b) < 0) return '名次应按得分从高到低'
    const place = String(Number(before.detail['place']) + 1)
    return { uses: [own, other, before.id], value: order(a, b) === 0 ? before.value : place, detail: { place } }
  },
  won: (book, prize, unit) => {
    const ranked = linesOf(book, `prizeRank:${prize}@`).length
    const numbers = linesOf(book, `prized:${prize}@`).filter(({ value }) => isNumber(value)).length
    if (ranked !== numbers) return '名次应包括每个有得分的单位'
    const places = placesId(book, prize)
    const uses = [`prizeRank:${prize}@${unit}`, `prizeField:${prize}`, places]
    const values = uses.map((id) => book.above.get(id)?.value ?? '')
    const [rank = '', , limit = ''] = values
    return { uses, value: lackingOf(values) ?? String(order(rank, limit) <= 0), detail: {} }
  },
}

/** Lines above whose id begins so, in order. */
function linesOf({ above }: Book, prefix: string): TraceStep[] {
  return [...above.values()].filter(({ id }) => id.startsWith(prefix))
}

/** The step that says how many places a prize has: of its own, or the parameter that it refers to. */
function placesId({ pack }: Book, key: string): string {
  const node = pack.grades.prizes.find((one) => one.key === key)?.places
  return node?.op === 'parameter' ? `parameter:${node.name}` : `places:${key}`
}
