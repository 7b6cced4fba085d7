import { dateAt, dueText, endOfDay, isWorkingDay, startOfDay } from '../../calendar/index.ts'
import { Refusal } from '../../records/refusal.ts'
import { rescheduledDates, type StepMove } from '../../records/rescheduling.ts'
import type { Instant } from '../../records/schema.ts'
import type { StepRow } from '../../records/step.ts'
import type { Change } from '../../records/transaction.ts'
import { setDates } from '../../steps/dates.ts'

type Wanted = { until?: string | undefined; opens?: string | undefined }
type Dates = { opens: Instant | null; due: Instant | null }

/**
 * The dates that a step is to get, those that it has already left out. A due day is a working day that is not past, and later than today when
 * it comes before the old one; a day of opening is a working day after today, and only of a step that has not begun.
 * @throws Refusal
 */
export async function newDates(open: Change, step: StepRow, { until, opens }: Wanted): Promise<StepMove[]> {
  if (step.state === 'settled') throw new Refusal('already-done', `环节“${step.name}”已经办结，不能改期。`)
  const has = await datesOf(open, step)
  const moves: StepMove[] = []
  if (opens !== undefined) moves.push({ step: step.key, date: 'opens', was: has.opens, becomes: startOfDay(opens) })
  if (until !== undefined) moves.push({ step: step.key, date: 'due', was: has.due, becomes: endOfDay(until) })
  const found = moves.filter((move) => move.was !== move.becomes)
  for (const move of found) requireDay(open, step, move, move.date === 'opens' ? (opens ?? '') : (until ?? ''))
  requireOrder(step, found, has)
  return found
}

/** The dates that a step has, or that document or plan give it as days. */
async function datesOf({ db, cycle }: Change, { key, state, spec, opens_at, due_at }: StepRow): Promise<Dates> {
  if (state !== 'planned') return { opens: opens_at, due: due_at }
  const set = setDates(spec, (await rescheduledDates(db, cycle)).get(key))
  return {
    opens: set.opens ?? (typeof spec.opens === 'string' ? startOfDay(spec.opens) : null),
    due: set.due ?? (typeof spec.due === 'string' ? endOfDay(spec.due) : null),
  }
}

function requireDay({ now, calendar }: Change, step: StepRow, { date, was, becomes }: StepMove, day: string): void {
  const today = dateAt(now)
  const what = date === 'opens' ? '开始日' : '截止日'
  if (date === 'opens' && (step.state === 'open' || (step.state === 'scheduled' && (step.opens_at ?? '') <= now)))
    throw new Refusal('conflict', `环节“${step.name}”已经开始，不能再改开始日，未予保存。`)
  if (!isWorkingDay(day, calendar)) throw new Refusal('bad-input', `${what}应为工作日，${day} 不是工作日，未予保存。`)
  const later = date === 'opens' || (was !== null && becomes < was)
  if (later && day <= today)
    throw new Refusal('bad-input', `${what}${date === 'opens' ? '应' : '提前的，应'}在今日（${today}）以后，实为 ${day}，未予保存。`)
  if (becomes <= now) throw new Refusal('bad-input', `${what}应为今日或以后的工作日，${day} 已经过去，未予保存。`)
}

function requireOrder(step: StepRow, moves: readonly StepMove[], has: Dates): void {
  const of = (date: StepMove['date']) => moves.find((move) => move.date === date)?.becomes ?? has[date]
  const [opens, due] = [of('opens'), of('due')]
  if (moves.length === 0 || opens === null || due === null || opens < due) return
  throw new Refusal(
    'bad-input',
    `环节“${step.name}”应先开始后截止，按此改期则 ${dateAt(opens)} 开始、${dueText(due)} 截止，未予保存；请一并改期。`,
  )
}
