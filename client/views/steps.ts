import { dateAt, dueText, endOfDay, startOfDay } from '../../calendar/index.ts'
import type { Queries } from '../../records/database.ts'
import { provisionalSteps } from '../../records/reckoning.ts'
import { stepsOf, type StepRow } from '../../records/step.ts'
import type { Moment, Pack } from '../../scoring/index.ts'
import { beijingText } from './beijing.ts'
import { sourceView } from './source.ts'
import type { MomentView, StepView } from './shapes/step.ts'
import { sumOfCounts, taskCounts } from './task-counts.ts'
import { awaited, cancelledWords, waitingWords } from './waiting.ts'

/** The steps of a cycle in the order of the plan, each with its times, its counts, its article and whom it waits for. */
export async function stepViews(queries: Queries, cycle: string, pack: Pack, now: string): Promise<StepView[]> {
  const steps = await stepsOf(queries, cycle)
  const counts = await taskCounts(queries, cycle, now)
  const whom = await awaited(queries, cycle, now)
  const running = await queries.selectFrom('appeal').select('unit').where('cycle', '=', cycle).where('closed_at', 'is', null).execute()
  const provisional = await provisionalSteps(queries, cycle)
  return steps.map((step) => ({
    key: step.key,
    name: step.retroactive ? `${step.name}（补办）` : step.name,
    kind: step.kind,
    state: step.cancelled_by === null ? step.state : 'cancelled',
    opens: opening(step),
    due: dueMoment(step, provisional.has(step.key)),
    settled:
      step.settled_at === null || step.state !== 'settled'
        ? null
        : { instant: step.settled_at, text: beijingText(step.settled_at), expected: false },
    tasks: counts.get(step.key) ?? sumOfCounts([]),
    source: sourceView(pack, step.spec.source),
    waiting: step.cancelled_by === null ? waitingWords(step, steps, whom.get(step.key), running.length) : cancelledWords(step.cancelled_by),
  }))
}

const isDate = (moment: Moment): moment is string => typeof moment === 'string'

function opening({ state, opens_at, spec }: StepRow): MomentView | null {
  if (state !== 'planned' && opens_at !== null) return { instant: opens_at, text: dateAt(opens_at), expected: false }
  return isDate(spec.opens) ? { instant: startOfDay(spec.opens), text: spec.opens, expected: true } : null
}

function dueMoment({ state, due_at, spec }: StepRow, provisional: boolean): MomentView | null {
  const words = provisional ? '（暂定）' : ''
  if (state !== 'planned' && due_at !== null) return { instant: due_at, text: `${dueText(due_at)}${words}`, expected: false }
  if (!isDate(spec.due)) return null
  const instant = endOfDay(spec.due)
  return { instant, text: dueText(instant), expected: true }
}
