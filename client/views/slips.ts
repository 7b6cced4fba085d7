import { dueText } from '../../calendar/index.ts'
import { cycleClock } from '../../records/clock.ts'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { movedBounds, type MovedBound } from '../../records/paused-bounds.ts'
import { beijingText } from './beijing.ts'
import { doerNames } from './posts.ts'

/**
 * open: to be answered; overdue: not answered in time; answered: the matter is to be done by the day promised; closed: the matter is done (销号), has
 * lapsed, or got more time; passed: a further slip took its place.
 */
export type SlipState = 'open' | 'overdue' | 'answered' | 'closed' | 'passed'
export type SlipView = {
  label: string
  name: string
  rung: number
  task: string
  title: string
  receiver: string
  issued: string
  lateSince: string
  due: string
  leader: string | null
  state: SlipState
  answer: { measures: string; doneBy: string; by: string; at: string } | null
}

/** Every slip of a cycle in the order of their numbers; those of one unit or body where it is named. @throws Refusal `not-found` */
export async function slipsView(queries: Queries, cycle: string, receiver?: string): Promise<SlipView[]> {
  const { roster } = await packOfCycle(queries, cycle)
  const [now, nameOf] = [await cycleClock(queries, cycle), await doerNames(queries, cycle)]
  const named = new Map([...roster.units, ...roster.bodies].map(({ key, name }) => [key, name]))
  const rows = (await slipRows(queries, cycle)).map(heldUntil(await movedBounds(queries, cycle)))
  const newest = new Map(rows.map((row) => [row.matter, row.rung]))
  return rows
    .filter((row) => receiver === undefined || (row.assignee_unit ?? row.assignee_body) === receiver)
    .map((row) => {
      const who = row.assignee_unit ?? row.assignee_body ?? row.assignee_post ?? ''
      const given = { measures: row.measures ?? '', doneBy: dueText(row.done_by ?? row.due_at) }
      return {
        ...{ label: row.label, name: row.name, rung: row.rung, task: row.matter, title: row.title },
        receiver: named.get(who) ?? nameOf({ by_post: who, at: row.at }),
        issued: beijingText(row.at),
        lateSince: dueText(row.late_since),
        due: dueText(row.due_at),
        leader: row.leader === null ? null : (named.get(row.leader) ?? row.leader),
        state: stateOf(row, row.rung === newest.get(row.matter), now),
        answer:
          row.answered_at === null
            ? null
            : { ...given, by: nameOf({ by_post: row.answered_by ?? '', at: row.answered_at }), at: beijingText(row.answered_at) },
      }
    })
}

const slipRows = (queries: Queries, cycle: string) =>
  queries
    .selectFrom('slip as s')
    .innerJoin('task as t', 't.id', 's.matter')
    .leftJoin('slip_answer as a', 'a.slip', 's.id')
    .selectAll('s')
    .select(['t.title', 't.state', 't.due_at as matter_due', 't.assignee_unit', 't.assignee_body', 't.assignee_post'])
    .select(['a.measures', 'a.done_by', 'a.by_post as answered_by', 'a.at as answered_at'])
    .where('s.cycle', '=', cycle)
    .orderBy('s.number')
    .execute()

/** The days of a slip and its answer as they hold after the pauses of the year. */
const heldUntil =
  (move: MovedBound) =>
  (row: Awaited<ReturnType<typeof slipRows>>[number]): typeof row => ({
    ...row,
    due_at: move(row.due_at, row.at),
    done_by: row.done_by === null || row.answered_at === null ? row.done_by : move(row.done_by, row.answered_at),
  })

function stateOf(row: Awaited<ReturnType<typeof slipRows>>[number], newest: boolean, now: string): SlipState {
  if (row.state !== 'open' || row.matter_due > now) return 'closed'
  if (!newest) return 'passed'
  if (row.answered_at !== null) return 'answered'
  return row.due_at <= now ? 'overdue' : 'open'
}
