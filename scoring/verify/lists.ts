import type { HighestOfNode, MeanNode, PerEventNode } from '../grammar/node.ts'
import { noneUnder } from '../grammar/each.ts'
import type { Where } from '../grammar/node.ts'
import { parametersOf, passes } from '../grammar/where.ts'
import type { TraceStep } from '../trace/trace.ts'
import { divide, normalised, order, total } from './arithmetic.ts'
import type { Line } from './line.ts'
import { Mismatch } from './line.ts'
import type { Expected, Rechecks } from './recheck.ts'
import { isAway, isMissing, isNumber, lackingOf, together } from './values.ts'

const mean = (numbers: readonly string[]): string | null => divide(total(numbers), String(numbers.length))
const top = (numbers: readonly string[]): string => numbers.reduce((best, one) => (order(one, best) > 0 ? one : best))
const ways = { sum: total, mean, highest: top }

export const recheckLists: Rechecks<'mean' | 'highestOf' | 'perEvent' | 'each'> = {
  mean: (node, line) => ({ value: over(node, line, mean), detail: {} }),
  highestOf: (node, line) => ({ value: over(node, line, top), detail: {} }),
  perEvent: (node, line) => events(node, line),
  each: (node, line) => {
    const count = line.value('input:indicators')
    const detail = { then: node.then }
    if (!isNumber(count)) return { value: count, detail }
    const { items } = line.book
    const where = node.where ?? []
    if (where.length === 0 && order(String(items.length), count) !== 0)
      throw new Mismatch(`应逐项计算 ${count} 项指标，实有 ${items.length} 项`)
    const chosen = items.filter((item) => passes(where, fieldsOfItem(line, where, item), { item, above: line.book.nodes, dates: {} }))
    const values = chosen.map((item) => line.child(node.value, 'value', item))
    const none = where.some(({ test }) => test === 'under') ? `notApplicable: ${noneUnder}` : 'missing: indicators'
    return { value: values.length === 0 ? none : together(values, node.notApplicable, ways[node.then]), detail }
  },
}

function over(node: MeanNode | HighestOfNode, line: Line, calculate: (numbers: string[]) => string | null): string | null {
  if (node.of)
    return together(
      node.of.map((one, i) => line.child(one, `of/${i}`)),
      node.notApplicable,
      calculate,
    )
  const { count, elements } = list(line, node.over ?? '')
  if (!isNumber(count)) return count
  return elements.length === 0
    ? `missing: ${node.over}`
    : together(
        elements.map(({ id }) => line.value(id)),
        node.notApplicable,
        calculate,
      )
}

function list(line: Line, name: string): { count: string; elements: TraceStep[] } {
  const id = `input:${name}${line.book.trace.phase === 'grade' ? `@${line.scope}` : ''}`
  const count = line.value(id)
  const elements = line.book.elements.get(id) ?? []
  if (isNumber(count) && count !== String(elements.length)) throw new Mismatch(`\`${id}\` 应列出 ${count} 件，实有 ${elements.length} 件`)
  return { count, elements }
}

type Counted = { id: string; group: string; points: string; fields: { [field: string]: string } }

function events(node: PerEventNode, line: Line): Expected {
  const { count, elements } = list(line, node.over)
  if (!isNumber(count)) return { value: count, detail: {} }
  const where = node.where ?? []
  const dates = Object.fromEntries(parametersOf(where).map((name) => [name, line.value(`parameter:${name}`)]))
  const lacking = lackingOf(Object.values(dates))
  if (lacking) return { value: lacking, detail: {} }
  const item = line.book.trace.phase === 'score' ? line.scope : null
  const passing = elements.filter((step) => passes(where, fieldsOf(step), { item, above: line.book.nodes, dates }))
  for (const { id } of passing) line.value(id)
  const all = passing.map((step): Counted => {
    const fields = fieldsOf(step)
    return {
      id: step.id,
      fields,
      points: pointsOf(node, fields),
      group: node.once === undefined ? step.id : (fields[node.once] ?? step.id),
    }
  })
  const best = Map.groupBy(all, ({ group }) => group)
  const counted = all.filter(
    (one) => best.get(one.group)!.find((other) => other.points === top(best.get(one.group)!.map(({ points }) => points))) === one,
  )
  const groups = node.perGroup
    ? [...Map.groupBy(counted, ({ fields }) => fields[node.perGroup!.by] ?? '').values()]
    : counted.map((one) => [one])
  const sums = groups.map((group) => capped(total(group.map(({ points }) => points)), node.perGroup?.limit))
  const summed = node.caps ? underCaps(node.caps, counted) : total(sums)
  return { value: capped(summed, node.limit), detail: { points: Object.fromEntries(counted.map(({ id, points }) => [id, points])) } }
}

/** The events under one cap give at most its limit together; each is under the first whose tests it passes. */
function underCaps(caps: NonNullable<PerEventNode['caps']>, counted: readonly Counted[]): string {
  const nowhere = { item: null, above: new Map(), dates: {} }
  const byCap = Map.groupBy(counted, ({ fields }) => caps.findIndex(({ where }) => passes(where, fields, nowhere)))
  return total([...byCap].map(([cap, group]) => capped(total(group.map(({ points }) => points)), caps[cap]?.limit)))
}

/** The tested fields of an indicator, as the lines above have them. */
function fieldsOfItem(line: Line, where: readonly Where[], item: string): { [field: string]: string } {
  const tested = [...new Set(where.map(({ field }) => field))]
  const found = tested.map(
    (field) => [field, field === 'key' ? item : line.book.above.get(`input:indicators.${item}.${field}`)?.value] as const,
  )
  return Object.fromEntries(
    found.filter((pair): pair is [string, string] => pair[1] !== undefined && !isMissing(pair[1]) && !isAway(pair[1])),
  )
}

function fieldsOf({ detail }: TraceStep): { [field: string]: string } {
  return (detail['fields'] ?? {}) as { [field: string]: string }
}

function pointsOf({ points }: PerEventNode, fields: { [field: string]: string }): string {
  const found = 'each' in points ? points.each : 'field' in points ? fields[points.field] : points.table[fields[points.by] ?? '']
  if (found === undefined) throw new Mismatch('应能确定每件的分值，实际不能')
  return normalised(found)
}

function capped(value: string, limit: string | undefined): string {
  return limit !== undefined && order(value, limit) > 0 ? normalised(limit) : value
}
