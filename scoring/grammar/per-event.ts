import { z } from 'zod'
import { compare, normal, sum } from '../decimal.ts'
import { DecimalString, Key } from '../pack/scalars.ts'
import { Refusal } from '../refusal.ts'
import { missingAmong, number } from '../value.ts'
import { joined, own } from './combine.ts'
import type { PerEventNode, Points } from './node.ts'
import type { EventUse, Operator } from './operator.ts'
import { cappedSum } from './caps.ts'
import { WhereShape } from './where.ts'

const PointsShape = z.union([
  z.strictObject({ each: DecimalString }),
  z.strictObject({ field: Key }),
  z.strictObject({ by: Key, table: z.record(Key, DecimalString) }),
])

/**
 * `{ op: perEvent, over: bonus, points: { field: points }, where: [...], once: project, perGroup: { by: kind, limit: "2" }, limit: "5" }`.
 * Points of each event that passes; `once`: of events with the same field only the highest counts; then the limit of each group
 * (or `caps: [{ where, limit }]`: of the events that pass those tests), then of all.
 */
export const perEvent: Operator<PerEventNode> = {
  shape: () =>
    z
      .strictObject({
        op: z.literal('perEvent'),
        over: Key,
        points: PointsShape,
        where: WhereShape.optional(),
        once: Key.optional(),
        perGroup: z.strictObject({ by: Key, limit: DecimalString }).optional(),
        caps: z
          .array(z.strictObject({ where: WhereShape, limit: DecimalString }))
          .min(1)
          .optional(),
        limit: DecimalString.optional(),
        ...own,
      })
      .refine(({ perGroup, caps }) => perGroup === undefined || caps === undefined, '`perGroup` 与 `caps` 至多其一'),
  gives: 'number',
  children: () => [],
  evaluate: (node, at) => {
    const { header, parameters, events } = at.events(node.over, node.where ?? [])
    if (header.value.kind !== 'number') return { uses: [header], value: header.value }
    const lacking = missingAmong(parameters)
    if (lacking) return { uses: [header, ...parameters], value: lacking }
    if (events.length === 0)
      return { uses: parameters.length === 0 ? [header] : [header, ...parameters], value: number(atMost('0', node.limit)), detail: none }
    const counted = onlyHighest(node, events, at.id)
    const total = atMost(node.caps ? cappedSum(node.caps, counted.map(plain)) : sum(groups(node, counted)), node.limit)
    const points = Object.fromEntries(counted.map(({ event, points }) => [event.id, points]))
    return { uses: [header, ...parameters, ...events], value: number(total), detail: { points } }
  },
  explain: (node, step, names) => {
    const points = step.detail['points'] as { [id: string]: string } | undefined
    if (!points) return '无从计算'
    const parts = Object.entries(points).map(([id, each]) => `${names.label(id)} ${each}`)
    if (parts.length === 0) return `没有应计的“${names.label(step.uses[0]!.id)}”`
    const capped = node.caps?.map(({ limit }) => limit).join('、')
    const within = [
      ...(capped === undefined ? [] : [`其中受限的各类最高为 ${capped}`]),
      ...(node.limit === undefined ? [] : [`最高为 ${node.limit}`]),
    ]
    return `${joined(parts, '+')}${within.length === 0 ? '' : `（${within.join('，')}）`}`
  },
}

/** One object for all that count nothing, so that their lines can share what they say. */
const none = Object.freeze({ points: Object.freeze({}) })

type Counted = { event: EventUse; points: string }
const plain = ({ event: { fields }, points }: Counted) => ({ fields, points })

function pointsOf(points: Points, event: EventUse, at: string): string {
  const found =
    'each' in points ? points.each : 'field' in points ? event.fields[points.field] : points.table[event.fields[points.by] ?? '']
  if (found === undefined)
    throw new Refusal('no-points', at, `应能确定 ${event.id} 的分值，实际无对应的值。请补充该事项的字段或 ${at} 的对照表。`)
  return normal(found)
}

function onlyHighest(node: PerEventNode, events: readonly EventUse[], at: string): Counted[] {
  const all = events.map((event) => ({ event, points: pointsOf(node.points, event, at) }))
  const field = node.once
  if (field === undefined) return all
  const best = new Map<string, Counted>()
  for (const one of all) {
    const group = one.event.fields[field] ?? `#${one.event.id}`
    const so = best.get(group)
    if (!so || compare(one.points, so.points) > 0) best.set(group, one)
  }
  return all.filter((one) => best.get(one.event.fields[field] ?? `#${one.event.id}`) === one)
}

function groups({ perGroup }: PerEventNode, counted: readonly Counted[]): string[] {
  if (!perGroup) return counted.map(({ points }) => points)
  const byGroup = Map.groupBy(counted, ({ event }) => event.fields[perGroup.by] ?? '')
  return [...byGroup.values()].map((group) => atMost(sum(group.map(({ points }) => points)), perGroup.limit))
}

function atMost(value: string, limit: string | undefined): string {
  return limit !== undefined && compare(value, limit) > 0 ? normal(limit) : value
}
