import { canonicalJson } from '../scoring/canonical.ts'
import type { Moment, PlanStep } from '../scoring/pack/plan.ts'
import type { StepRow } from '../records/step.ts'

/**
 * What another plan means for a step of a year that runs. `added`: it is new · `cancelled`: it had not opened and is left out · `changed`: it has not
 * opened and goes by the new plan · `kept`: it has opened, and goes on as it was although the new plan says otherwise.
 */
export type PlanMove = {
  step: string
  name: string
  move: 'added' | 'cancelled' | 'changed' | 'kept'
  /** when it opens and is due by either plan, where that is another day */
  dates: { before: Span | null; after: Span | null } | null
}
type Span = { opens: Moment; due: Moment }
type Row = Pick<StepRow, 'key' | 'name' | 'state' | 'spec' | 'cancelled_by'>

export const hasOpened = ({ state, cancelled_by }: Pick<StepRow, 'state' | 'cancelled_by'>): boolean =>
  cancelled_by === null && (state === 'open' || state === 'settled')

/** Compares the steps of a year with another plan, in the order in which they then stand. Steps that are the same in both are left out. */
export function planMoves(rows: readonly Row[], plan: readonly PlanStep[]): PlanMove[] {
  const [byKey, specs] = [new Map(rows.map((row) => [row.key, row])), new Map(plan.map((spec) => [spec.key, spec]))]
  return mergedOrder(
    rows.map(({ key }) => key),
    plan.map(({ key }) => key),
  ).flatMap((key) => moveOf(byKey.get(key), specs.get(key)) ?? [])
}

function moveOf(row: Row | undefined, spec: PlanStep | undefined): PlanMove | null {
  if (!row || (row.cancelled_by !== null && spec))
    return spec ? { step: spec.key, name: spec.name, move: 'added', dates: { before: null, after: span(spec) } } : null
  const common = { step: row.key, name: spec?.name ?? row.name }
  if (!spec) {
    if (row.cancelled_by !== null) return null
    return { ...common, move: hasOpened(row) ? 'kept' : 'cancelled', dates: { before: span(row.spec), after: null } }
  }
  if (canonicalJson(spec) === canonicalJson(row.spec)) return null
  return {
    ...common,
    move: hasOpened(row) ? 'kept' : 'changed',
    dates: sameDates(row.spec, spec) ? null : { before: span(row.spec), after: span(spec) },
  }
}

const span = ({ opens, due }: PlanStep): Span => ({ opens, due })
const sameDates = (a: PlanStep, b: PlanStep): boolean => canonicalJson(span(a)) === canonicalJson(span(b))

/** The order of a plan, with what only the year has standing where it stood: after the step before it. */
export function mergedOrder(old: readonly string[], plan: readonly string[]): string[] {
  const order = [...plan]
  for (const [index, key] of old.entries()) {
    if (order.includes(key)) continue
    const before = old.slice(0, index).findLast((each) => order.includes(each))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
  }
  return order
}

/** Why a year cannot go by another plan, in words. */
export function planFaults(rows: readonly Row[], plan: readonly PlanStep[]): string[] {
  const specs = new Map(plan.map((spec) => [spec.key, spec]))
  return rows.filter(hasOpened).flatMap((row) => {
    const { key, name, spec: own, state } = row
    const spec = specs.get(key)
    if (spec && spec.kind !== own.kind) return [`环节“${name}”（${key}）已经开始，不能由 ${own.kind} 改为 ${spec.kind}；请另立一个环节`]
    const of = 'of' in own ? own.of : undefined
    const lost = state === 'open' && of !== undefined && !specs.has(of)
    return lost ? [`环节“${name}”（${key}）正在办理，所依据的环节 ${of} 不能删去`] : []
  })
}
