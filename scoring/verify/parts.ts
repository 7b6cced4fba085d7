import { daysFrom } from '../days.ts'
import { sourceText } from '../evaluate/place.ts'
import { noteSource, raiseSource, segmentRule } from '../facts/inheritance.ts'
import type { SegmentRule } from '../facts/inheritance.ts'
import type { Succession } from '../facts/facts.ts'
import { factDeclaration } from '../trace/fact-source.ts'
import { factOfPart } from '../trace/part-sentence.ts'
import { splitId } from '../trace/locate-step.ts'
import type { TraceStep } from '../trace/trace.ts'
import { divide, isDecimal, multiply, normalised, order, total } from './arithmetic.ts'
import type { Book } from './line.ts'
import { Mismatch } from './line.ts'
import { isAway, isMissing, isNumber, lackingOf } from './values.ts'

type Checked = { uses: string[]; value: string; source: string; detail?: TraceStep['detail'] }

/** Re-checks a line about a fact that comes of others: segments, points that were raised, indicators withdrawn or taken over. Null if it is no such line. */
export function recheckPart(book: Book, step: TraceStep): string[] | null {
  const check = Object.hasOwn(checks, step.op) ? checks[step.op] : undefined
  if (!check) return null
  const expected = check(book, step)
  const uses = expected.uses.map((id) => ({ id, value: book.above.get(id)?.value }))
  return [
    ...(JSON.stringify(step.uses) === JSON.stringify(uses) ? [] : ['引用的步骤或其值与在前的步骤不符']),
    ...(step.value === expected.value ? [] : [`值应为 ${expected.value}，实为 ${step.value}`]),
    ...(step.source === expected.source ? [] : [`依据应为 ${expected.source}，实为 ${step.source}`]),
    ...(expected.detail === undefined || JSON.stringify(step.detail) === JSON.stringify(expected.detail) ? [] : ['说明与规则包不符']),
  ]
}

const text = ({ detail }: TraceStep, key: string): string => String(detail[key] ?? '')
const valueAt = ({ above }: Book, id: string): string => {
  const step = above.get(id)
  if (!step) throw new Mismatch(`应引用在前的步骤 \`${id}\`，实际没有`)
  return step.value
}
/** The ids of the lines above with this operator. */
const above = (book: Book, op: string): string[] => [...book.above.values()].flatMap((step) => (step.op === op ? [step.id] : []))

function declared(book: Book, id: string) {
  const found = factDeclaration(book.pack, factOfPart(id))
  if (!found) throw new Mismatch('应为已声明的输入，实际没有声明')
  return found
}

const checks: { [op: string]: (book: Book, step: TraceStep) => Checked } = {
  part: (book, step) => {
    const { source, label } = declared(book, step.id)
    const [from, until] = [text(step, 'from'), text(step, 'until')]
    const days = step.detail['days'] === undefined || text(step, 'days') === String(daysFrom(from, until))
    if (!days || text(step, 'label') !== label) throw new Mismatch('名称或天数不对')
    const good = isDecimal(step.value) || isMissing(step.value) || isAway(step.value)
    return { uses: [], value: good ? step.value : '数', source: sourceText(source) }
  },
  segments: (book, step) => joined(book, step),
  taken: (book, step) => note(book, step, step.value),
  withdrawn: (book, step) => note(book, step, isDecimal(step.value) || isMissing(step.value) ? step.value : '分值'),
  points: (book, { id }) => points(book, id),
  raised: (book, step) => raised(book, step),
  taskBook: (book, { id, value }) => {
    if (id !== 'input:indicators') throw new Mismatch('应为指标项数')
    const count = String(book.items.length)
    const { source, label } = declared(book, id)
    const notes = [...above(book, 'taken'), ...above(book, 'withdrawn')]
    const own = isMissing(value) && book.items.length === 0 ? 'missing: indicators' : count
    return { uses: notes, value: own, source: sourceText(source), detail: { label } }
  },
}

function note({ pack }: Book, { id, op, detail }: TraceStep, value: string): Checked {
  const kind = op === 'taken' ? 'taken' : 'withdrawn'
  if (!id.startsWith(`${kind}:`) || !/^(taken|withdrawn):indicators\.[^@/]+$/u.test(id) || typeof detail['origin'] !== 'string')
    throw new Mismatch('应为一项指标并写明来源')
  return { uses: [], value, source: sourceText(noteSource(pack, kind)) }
}

function joined(book: Book, step: TraceStep): Checked {
  const { label } = declared(book, step.id)
  const by = text(step, 'by') as Succession
  const rule = segmentRule(book.pack, by)
  if (!rule) throw new Mismatch('规则包应规定分段的数如何合为一个，实际没有')
  const fact = factOfPart(step.id)
  const { root, scope } = splitId(fact)
  const idOf = (n: number | 'decided') => `part:${root.slice('input:'.length)}.${n}${scope === '' ? '' : `@${scope}`}`
  const parts: TraceStep[] = []
  for (let n = 0; book.above.has(idOf(n)); n++) parts.push(book.above.get(idOf(n))!)
  const decided = book.above.get(idOf('decided'))
  const uses = [...parts, ...(decided ? [decided] : [])].map(({ id }) => id)
  const detail = { label, by, rule: rule.rule, document: text(step, 'document') }
  return { uses, value: valueOf(rule.rule, parts, decided, root.slice('input:'.length)), source: sourceText(rule.source), detail }
}

function valueOf(rule: SegmentRule['rule'], parts: readonly TraceStep[], decided: TraceStep | undefined, name: string): string {
  if (parts.length === 0) throw new Mismatch('应至少有一段，实际没有')
  if (rule === 'decision') return decided?.value ?? `missing: ${name}`
  if (rule === 'latest') return parts.at(-1)!.value
  if (rule === 'successorOnly')
    return parts.findLast(({ detail }) => detail['unit'] === undefined)?.value ?? 'notApplicable: 撤并前其他单位的得分不计入'
  // each segment has its days, shared by those that stood side by side: all over the product of the shares, so that nothing is divided twice
  const beside = parts.map((step) => BigInt(text(step, 'beside') || '1'))
  const all = beside.reduce((a, b) => a * b, 1n)
  const shares = parts.map((step, n) => String((BigInt(daysFrom(text(step, 'from'), text(step, 'until'))) * all) / beside[n]!))
  return divide(total(parts.map(({ value }, n) => multiply(value, shares[n]!))), total(shares)) ?? 'missing'
}

function points(book: Book, id: string): Checked {
  const { pack } = book
  const source = sourceText(raiseSource(pack))
  if (id === 'points:remaining') {
    const uses = [...book.above.keys()].filter((one) => /^part:indicators\..+\.full\.given$/u.test(one))
    if (uses.length !== Number(valueAt(book, 'input:indicators'))) throw new Mismatch('应计入任务书中的每一项指标，实际不是')
    const values = uses.map((one) => valueAt(book, one))
    const worth = total(values.filter(isNumber))
    return { uses, value: values.every(isNumber) && order(worth, '0') > 0 ? worth : 'missing: indicators', source, detail: {} }
  }
  if (id !== 'points:whole') throw new Mismatch('应为 points:remaining 或 points:whole')
  const { total: wanted } = pack.indicators
  const uses = wanted ? [] : ['points:remaining', ...above(book, 'withdrawn')]
  return {
    uses,
    value: wanted ? normalised(wanted.full) : total(uses.map((one) => valueAt(book, one)).filter(isNumber)),
    source,
    detail: {},
  }
}

function raised(book: Book, { id }: TraceStep): Checked {
  const { label } = declared(book, id)
  const uses = [`part:${id.slice('input:'.length)}.given`, 'points:whole', 'points:remaining']
  const [given = '', whole = '', remaining = ''] = uses.map((one) => valueAt(book, one))
  const source = sourceText(raiseSource(book.pack))
  const bare = { uses, source, detail: { label } }
  if (!isNumber(given)) return { ...bare, value: given }
  return { ...bare, value: lackingOf([whole, remaining]) ?? divide(multiply(given, whole), remaining) ?? 'missing: indicators' }
}
