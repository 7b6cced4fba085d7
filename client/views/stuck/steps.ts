import {
  addWorkingDays,
  at,
  dateAt,
  dueText,
  isWorkingDay,
  startOfDay,
  workingDaysBetween,
  type WorkdayTables,
} from '../../../calendar/index.ts'
import { ROUND_TIME } from '../../../records/rounds.ts'
import type { Instant } from '../../../records/schema.ts'
import type { StepRow } from '../../../records/step.ts'
import { rulesOf } from '../../../steps/index.ts'
import { beijingText } from '../beijing.ts'
import type { StuckItem } from '../shapes/stuck.ts'
import { lateWords } from './words.ts'

/** What is known of a year when its steps are looked at. */
export type Course = {
  now: Instant
  tables: WorkdayTables | undefined
  steps: readonly StepRow[]
  /** how many tasks of a step are open */
  open: ReadonlyMap<string, number>
  /** appeals that are not closed */
  appeals: number
  /** when the trouble of a step was written down */
  troubles: ReadonlyMap<string, Instant>
  paused: boolean
}
export type StuckStep = Pick<StuckItem, 'kind' | 'reason' | 'since' | 'lateDays'> & { step: StepRow }

/** What the system does by itself is done within this time; past it, it is not doing it. */
const PATIENCE_MS = 5 * 60_000

/** The steps that do not move although no task of theirs says why: wrong data, other steps before them, or the system itself. */
export function stuckSteps(course: Course): StuckStep[] {
  return course.steps.flatMap((step) => {
    if (step.state === 'settled') return []
    if (step.trouble !== null) return [{ step, ...troubled(course, step, step.trouble) }]
    if (course.paused) return []
    const found = step.state === 'planned' ? gated(course, step) : idle(course, step)
    return found ? [{ step, ...found }] : []
  })
}

type Found = Omit<StuckStep, 'step'>

function troubled({ troubles }: Course, { key }: StepRow, trouble: string): Found {
  const since = troubles.get(key)
  return {
    kind: 'trouble',
    reason: `不能继续：${trouble}更正后重试。`,
    since: since === undefined ? null : beijingText(since),
    lateDays: null,
  }
}

/** A planned step whose day has come while the steps before it are not settled. */
function gated({ now, steps, tables }: Course, { spec }: StepRow): Found | null {
  const before = steps.filter((each) => spec.after.includes(each.key) && each.state !== 'settled')
  if (before.length === 0) return engine('前置环节都已办结，却没有安排日期', null)
  if (typeof spec.opens !== 'string' || startOfDay(spec.opens) > now) return null
  const lateDays = workingDaysBetween(spec.opens, dateAt(now), tables)
  const reason = `应于 ${spec.opens} 开始，待前置环节办结：${before.map(({ name }) => name).join('、')}；${lateWords(lateDays)}。`
  return { kind: 'gate', reason, since: spec.opens, lateDays }
}

/** A step that has its dates and should have opened, or has nothing left to do and should have settled. */
function idle(course: Course, step: StepRow): Found | null {
  const { now, open, appeals, steps } = course
  const rules = rulesOf(step.kind as Parameters<typeof rulesOf>[0])
  if (step.state === 'scheduled') {
    const ready = rules.automatic || step.opens_at === null ? step.opens_at : roundAfter(step.opens_at, course.tables)
    return past(ready, now) ? engine(`应于 ${beijingText(ready)} 开始，没有开始`, ready) : null
  }
  if ((open.get(step.key) ?? 0) > 0 || !past(step.due_at, now)) return null
  const of = 'of' in step.spec ? step.spec.of : undefined
  if (rules.waits && (appeals > 0 || steps.some(({ key, state }) => key === of && state !== 'settled'))) return null
  return engine(`期限 ${dueText(step.due_at)} 已过，没有未办的任务，却没有办结`, step.due_at)
}

const engine = (what: string, since: Instant | null): Found => ({
  kind: 'engine',
  reason: `${what}：系统没有往下走。查看工作进程是否在运行，再重试。`,
  since: since === null ? null : beijingText(since),
  lateDays: null,
})

/** The daily round on the day of an instant, or on the first working day after it. */
function roundAfter(instant: Instant, tables: WorkdayTables | undefined): Instant {
  const day = dateAt(instant)
  return at(isWorkingDay(day, tables) ? day : addWorkingDays(day, 1, tables).date, ROUND_TIME)
}

const past = (instant: Instant | null, now: Instant): instant is Instant =>
  instant !== null && Date.parse(now) - Date.parse(instant) > PATIENCE_MS

/** The steps that wait for a step, directly or through others, and have not settled; in the order of the plan. */
export function blockedBy(steps: readonly StepRow[], key: string): StepRow[] {
  const reached = new Set([key])
  // the plan is in order: whoever waits comes later, and once more round finds what stands before it
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const { key: own, spec } of steps) if (spec.after.some((each) => reached.has(each))) reached.add(own)
  }
  return steps.filter(({ key: own, state }) => own !== key && reached.has(own) && state !== 'settled')
}
