import { rescheduledDates } from '../../records/rescheduling.ts'
import type { Instant, StepState } from '../../records/schema.ts'
import { settledSteps, stepsOf, type StepRow } from '../../records/step.ts'
import type { Change } from '../../records/transaction.ts'
import { canonicalJson } from '../../scoring/canonical.ts'
import type { PlanStep } from '../../scoring/pack/plan.ts'
import { datesOf, openingOf, readyAt, storeCountings } from '../../steps/dates.ts'
import { mergedOrder, planMoves, type PlanMove } from '../../steps/plan-moves.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { stepColumns } from './open-cycle.ts'

/** What became of a step; `was` and `becomes` where it had dates already and gets others (null: it waits again for the steps before it). */
export type StepMoved = Pick<PlanMove, 'step' | 'name' | 'move'> & { was?: Span; becomes?: Span | null }
type Span = { opensAt: Instant; dueAt: Instant }

/** The steps of a cycle, all locked in the order of the plan until the transaction ends: none opens or settles meanwhile. */
export async function lockSteps({ db, cycle }: Change): Promise<StepRow[]> {
  await db.selectFrom('step').select('key').where('cycle', '=', cycle).orderBy('ord').forUpdate().execute()
  return stepsOf(db, cycle)
}

/**
 * Has a year go by another plan: what has not opened gets its place and dates there, what is new is added, what is left out is cancelled; what has
 * opened stays as it is. Steps whose workflow sleeps are woken, and so is the year. The caller has locked `rows`.
 */
export async function movePlan(open: Change, rows: readonly StepRow[], plan: readonly PlanStep[], amendment: number): Promise<StepMoved[]> {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const specs = new Map(plan.map((spec) => [spec.key, spec]))
  const settled = await settledSteps(open.db, open.cycle)
  const moved: StepMoved[] = []
  for (const { step, name, move } of planMoves(rows, plan)) {
    const [row, spec] = [byKey.get(step), specs.get(step)]
    if (move === 'added' && spec) await addStep(open, row, spec)
    if (move === 'cancelled' && row) await cancelStep(open, row, amendment)
    const dates = move === 'changed' && row && spec ? await changeStep(open, row, spec, settled) : {}
    moved.push({ step, name, move, ...dates })
  }
  await putInOrder(open, rows, plan)
  await open.tell({ action: 'changed', workflow: 'annualCycle', workflowId: workflowIds.cycle(open.cycle) })
  return moved
}

/** A step that is new, or comes back after an earlier amendment had cancelled it. */
async function addStep(open: Change, row: StepRow | undefined, spec: PlanStep): Promise<void> {
  if (row) return update(open, spec.key, { ...stepColumns(spec), ...PLANNED, cancelled_by: null, settled_at: null })
  const step = { cycle: open.cycle, key: spec.key, ord: 0, ...stepColumns(spec) }
  await open.db.insertInto('step').values(step).execute()
}

const PLANNED = { state: 'planned', opens_at: null, due_at: null } as const

async function cancelStep(open: Change, row: StepRow, amendment: number): Promise<void> {
  const dates = { opens_at: row.opens_at ?? open.now, due_at: row.due_at ?? open.now }
  await update(open, row.key, { state: 'settled', settled_at: open.now, cancelled_by: amendment, trouble: null, ...dates })
  await open.log('cancel', row.key, { amendment })
  if (row.state === 'scheduled') await wake(open, row.key)
}

/** Where the new plan says other days of a step that has dates, it gets others, or waits again for what it now comes after. */
async function changeStep(open: Change, row: StepRow, spec: PlanStep, settled: Map<string, Instant>): Promise<Partial<StepMoved>> {
  const time = ({ opens, due, after }: PlanStep): string => canonicalJson({ opens, due, after })
  if (row.state !== 'scheduled' || time(row.spec) === time(spec)) {
    await update(open, row.key, stepColumns(spec))
    if (row.state === 'scheduled') await wake(open, row.key)
    return {}
  }
  const was = { opensAt: row.opens_at ?? '', dueAt: row.due_at ?? '' }
  const ready = spec.after.every((key) => settled.has(key))
  const set = (await rescheduledDates(open.db, open.cycle)).get(row.key) // what a document has set stays, where the plan says the same as before
  const dates = ready ? datesOf(open, spec, readyAt(spec, settled, open.now), await openingOf(open), set) : null
  const becomes = dates ? { opensAt: dates.opens_at, dueAt: dates.due_at } : null
  // one that waits again keeps its former dates in the row: a sign that its workflow runs already
  const state: StepState = dates ? 'scheduled' : 'planned'
  await update(open, row.key, {
    ...stepColumns(spec),
    state,
    ...(dates ? { opens_at: dates.opens_at, due_at: dates.due_at, retroactive: dates.retroactive } : {}),
  })
  await storeCountings(open, row.key, dates?.countings ?? [])
  await open.log('amend-dates', row.key, { was, becomes })
  await wake(open, row.key)
  return { was, becomes }
}

async function putInOrder(open: Change, rows: readonly StepRow[], plan: readonly PlanStep[]): Promise<void> {
  const old = new Map(rows.map(({ key, ord }) => [key, ord]))
  const order = mergedOrder([...old.keys()], plan.map(({ key }) => key)) // prettier-ignore
  for (const [ord, key] of order.entries()) if (old.get(key) !== ord) await update(open, key, { ord })
}

type Columns = Partial<ReturnType<typeof stepColumns>> & {
  ord?: number
  state?: StepState
  opens_at?: Instant | null
  due_at?: Instant | null
  retroactive?: boolean
  settled_at?: Instant | null
  trouble?: string | null
  cancelled_by?: number | null
}

async function update({ db, cycle }: Change, key: string, columns: Columns): Promise<void> {
  await db.updateTable('step').set(columns).where('cycle', '=', cycle).where('key', '=', key).execute()
}

const wake = (open: Change, step: string): Promise<void> =>
  open.tell({ action: 'changed', workflow: 'step', workflowId: workflowIds.step(open.cycle, step) })
