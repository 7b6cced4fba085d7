import { sql } from 'kysely'
import { dueText } from '../../../calendar/index.ts'
import type { Instant } from '../../../records/schema.ts'
import type { StuckItem } from '../shapes/stuck.ts'
import type { Context } from './context.ts'
import { dueReasons } from './due-reasons.ts'
import { blockedBy, stuckSteps, type StuckStep } from './steps.ts'
import { GIVEN, officeVerb } from './task-verbs.ts'
import { PLAIN } from './year-items.ts'

/** The steps that do not move by themselves; only the office sees them. */
export async function stepItems(context: Context): Promise<StuckItem[]> {
  const { queries, cycle, reader, now, tables, steps, pause } = context
  if (!reader.all) return []
  const open = await queries
    .selectFrom('task')
    .select(['step', sql<number>`count(*)::int`.as('count')])
    .where('cycle', '=', cycle)
    .where('state', '=', 'open')
    .groupBy('step')
    .execute()
  const { appeals } = await queries
    .selectFrom('appeal')
    .select(sql<number>`count(*)::int`.as('appeals'))
    .where('cycle', '=', cycle)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  const found = stuckSteps({
    ...{ now, tables, steps, appeals, paused: pause !== undefined },
    open: new Map(open.map(({ step, count }) => [step, count])),
    troubles: await troublesOf(context),
  })
  if (found.length === 0) return []
  const why = await dueReasons(queries, cycle, [])
  return found.map((each) => itemOf(context, each, why))
}

async function troublesOf({ queries, cycle }: Context): Promise<Map<string, Instant>> {
  const { rows } = await sql<{ subject: string; at: Instant }>`
    select distinct on (subject) subject, at from entry where cycle = ${cycle} and verb = 'trouble' order by subject, id desc`.execute(
    queries,
  )
  return new Map(rows.map(({ subject, at }) => [subject, at]))
}

function itemOf({ cycle, steps, means }: Context, { step, ...found }: StuckStep, why: Awaited<ReturnType<typeof dueReasons>>): StuckItem {
  const { key, name, due_at: dueAt } = step
  const again = officeVerb(means, '重试', ['cycle', 'retry', cycle, key, '--reason', '理由'], '没有更正的，重试之后仍停在原处，无害')
  const move = officeVerb(
    means,
    '改期',
    ['cycle', 'reschedule', cycle, key, '--until', means.later, ...GIVEN, '--preview'],
    '去掉 --preview 即办理；日期以文件为准',
  )
  return {
    ...PLAIN,
    ...found,
    ...{ title: name, step: { key, name } },
    due: dueAt === null ? null : dueText(dueAt),
    dueWhy: dueAt === null ? null : why({ task: null, step: key, dueAt }),
    blocks: blockedBy(steps, key).map((each) => each.name),
    verbs: found.kind === 'gate' ? move : again,
  }
}
