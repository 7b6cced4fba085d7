import { sql } from 'kysely'
import { addWorkingDays, at, dateAt, dueText, isWorkingDay, workingDaysBetween, type WorkdayTables } from '../../../calendar/index.ts'
import { breakdownsOf } from '../../../records/breakdown.ts'
import type { Queries } from '../../../records/database.ts'
import { ROUND_TIME } from '../../../records/rounds.ts'
import type { Instant } from '../../../records/schema.ts'
import { workflowIds } from '../../../workflows/ids.ts'
import { beijingText } from '../beijing.ts'

/** Something that the system itself does not do: `what` in words, since when. */
export type Idle = { title: string; reason: string; since: string | null; lateDays: number | null }

const PATIENCE_MS = 5 * 60_000

const DOING: Record<string, string> = {
  ...{
    advance: '安排下一批环节',
    settle: '开启或办结环节',
    compute: '计算成绩',
    settleAppeal: '了结复核',
    holdRound: '每日例会',
    sendDigests: '发送通知',
  },
}

/** What the workflows tried and could not do, with the error of the last attempt; `step` is what is to be tried again. */
export async function breakdowns(
  queries: Queries,
  cycle: string,
  named: (key: string) => string,
): Promise<(Idle & { step: string | null })[]> {
  const rows = await breakdownsOf(queries, cycle)
  return rows.map(({ activity, subject, attempts, refused, message, since, last_at }) => {
    const tried = refused ? '数据不合，不再自动重试' : `已试 ${attempts} 次，仍在自动重试`
    const [from, last] = [beijingText(since), beijingText(last_at)]
    const reason = `${DOING[activity] ?? activity}自 ${from} 起失败，${tried}；最近一次 ${last}，错误：${message}`
    const title = subject === '' ? (DOING[activity] ?? activity) : named(subject)
    return { title, reason, since: from, lateDays: null, step: activity === 'settle' || activity === 'compute' ? subject : null }
  })
}

/** Messages to the workflows that nobody has taken for a minute: the worker is down, or does not reach Temporal. */
export async function unrelayed(queries: Queries, cycle: string): Promise<Idle[]> {
  const { rows } = await sql<{ count: number; since: Instant | null }>`
    select count(*)::int as count, min(at) as since from outbox
    where (workflow_id = ${workflowIds.cycle(cycle)} or starts_with(workflow_id, ${`${workflowIds.cycle(cycle)}/`}))
      and at < clock_timestamp() - interval '1 minute'`.execute(queries)
  const [found] = rows
  if (!found?.since) return []
  const since = beijingText(found.since)
  const reason = `${found.count} 条给工作流的消息自 ${since} 起无人取走：工作进程没有运行，或连不上 Temporal。启动工作进程（npm start，或 worker/main.ts），消息不会丢失。`
  return [{ title: '工作进程', reason, since, lateDays: null }]
}

/** The morning on which a live year's daily round should have been held and was not: nothing opens, lapses or is reminded of meanwhile. */
export async function missedRound(queries: Queries, cycle: string, now: Instant, tables: WorkdayTables | undefined): Promise<Idle[]> {
  const row = await queries
    .selectFrom('cycle as c')
    .select(['c.kind', 'c.opened_at'])
    .select((is) =>
      is
        .selectFrom('round as r')
        .select(sql<string | null>`max(r.day)::text`.as('day'))
        .whereRef('r.cycle', '=', 'c.id')
        .as('last'),
    )
    .where('c.id', '=', cycle)
    .executeTakeFirstOrThrow()
  if (row.kind !== 'live') return []
  const first = row.last === null ? firstRound(row.opened_at, tables) : addWorkingDays(row.last, 1, tables).date
  const due = at(first, ROUND_TIME)
  if (Date.parse(now) - Date.parse(due) <= PATIENCE_MS) return []
  const lateDays = workingDaysBetween(first, dateAt(now), tables)
  const last = row.last === null ? '还没有举行过' : `最近一次是 ${row.last}`
  const reason = `每日例会应于 ${dueText(due)} 举行，没有举行（${last}）：环节不开、逾期不结、催办不发。查看工作进程是否在运行；在运行的，重试任一环节即重新启动全年的工作流。`
  return [{ title: '每日例会', reason, since: beijingText(due), lateDays }]
}

function firstRound(opened: Instant, tables: WorkdayTables | undefined): string {
  const day = dateAt(opened)
  return isWorkingDay(day, tables) && opened < at(day, ROUND_TIME) ? day : addWorkingDays(day, 1, tables).date
}

/** Letters that did not get through, put together by what became of them and why. */
export type Undelivered = { state: string; why: string; count: number; posts: string[]; since: string }

/** Of all posts, or of those of one reader. A letter that has not been tried yet today is under way. */
export async function undelivered(queries: Queries, cycle: string, today: string, posts: readonly string[] | null): Promise<Undelivered[]> {
  const { rows } = await sql<Undelivered>`
    select state, coalesce(message, '') as why, count(*)::int as count, min(day)::text as since,
      (array_agg(distinct post order by post)) as posts
    from digest where cycle = ${cycle} and (${posts === null} or post = any(${(posts ?? []) as string[]}::text[]))
      and (state in ('failed', 'unknown') or (state in ('waiting', 'sending') and (attempts > 0 or day < ${today}::date)))
    group by state, message order by min(day), state, message`.execute(queries)
  return rows
}
