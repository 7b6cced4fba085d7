import { sql } from 'kysely'
import { dateAt, dueText } from '../../calendar/index.ts'
import type { Queries } from '../../records/database.ts'
import type { StepRow } from '../../records/step.ts'

/** Whom the open tasks of a step wait for, earliest due first. */
export type Awaited = { names: string[]; people: number; tasks: number; overdue: number; due: string }

const MOST_NAMES = 3

/** The people and bodies that steps of a cycle wait for, by step. */
export async function awaited(queries: Queries, cycle: string, now: string): Promise<Map<string, Awaited>> {
  const rows = await queries
    .selectFrom('task as t')
    .leftJoin('unit as u', (on) => on.onRef('u.cycle', '=', 't.cycle').onRef('u.key', '=', 't.assignee_unit'))
    .leftJoin('body as b', (on) => on.onRef('b.cycle', '=', 't.cycle').onRef('b.key', '=', 't.assignee_body'))
    .leftJoin('post as p', (on) => on.onRef('p.cycle', '=', 't.cycle').onRef('p.key', '=', 't.assignee_post'))
    .select(['t.step', sql<string>`coalesce(u.name, b.name, p.name, '')`.as('who'), sql<number>`count(*)::int`.as('tasks')])
    .select((select) => select.fn.min('t.due_at').as('due'))
    .select(sql<number>`(count(*) filter (where t.due_at <= ${now}))::int`.as('overdue'))
    .where('t.cycle', '=', cycle)
    .where('t.state', '=', 'open')
    .groupBy(['t.step', 'who'])
    .orderBy('due')
    .orderBy('who')
    .execute()
  const found = new Map<string, Awaited>()
  for (const { step, who, tasks, due, overdue } of rows) {
    const before = found.get(step) ?? { names: [], people: 0, tasks: 0, overdue: 0, due }
    const names = before.names.length < MOST_NAMES ? [...before.names, who] : before.names
    found.set(step, { names, people: before.people + 1, tasks: before.tasks + tasks, overdue: before.overdue + overdue, due: before.due })
  }
  return found
}

/** Why a step that never opened is over. */
export const cancelledWords = (amendment: number): string => `办法的第 ${amendment} 次修订删去了本环节，不再办理`

/** Why a step is where it is, in words; null once it is settled. `openAppeals`: appeals that are not closed yet. */
export function waitingWords(step: StepRow, steps: readonly StepRow[], whom: Awaited | undefined, openAppeals: number): string | null {
  if (step.state === 'settled') return null
  if (step.trouble !== null) return `不能继续：${step.trouble}更正后由考核办重试（cycle retry）`
  if (step.state === 'planned') {
    const before = steps.filter((each) => step.spec.after.includes(each.key) && each.state !== 'settled').map((each) => each.name)
    return before.length > 0 ? `待前置环节办结：${before.join('、')}` : '待安排时间'
  }
  if (step.state === 'scheduled') return `待 ${dateAt(step.opens_at ?? '')} 开始`
  if (whom) return personWords(whom)
  if (step.kind === 'appeals' && openAppeals > 0) return `等 ${openAppeals} 个单位的复核了结或期限届满`
  return `待期限届满（${dueText(step.due_at ?? '')}）`
}

function personWords({ names, people, tasks, overdue, due }: Awaited): string {
  const who = people > names.length ? `${names.join('、')}等 ${people} 家` : names.join('、')
  const late = overdue > 0 ? `，其中 ${overdue} 项已逾期` : ''
  return `等${who}办理 ${tasks} 项（期限 ${dueText(due)}${late}）`
}
