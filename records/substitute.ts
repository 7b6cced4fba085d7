import { sql } from 'kysely'
import type { Pack, PlanStep } from '../scoring/index.ts'
import { closeIncidents, openIncident } from './incident.ts'
import { incidentWords, type Stuck } from './incident-words.ts'
import { packOfCycle } from './pack.ts'
import { performers } from './performer.ts'
import { storeReassignments } from './reassignment.ts'
import type { Id } from './schema.ts'
import type { Change } from './transaction.ts'

type Rule = NonNullable<Pack['roster']['substitutes']>[number]
export type StandIn = { moved: Id[]; incidents: Id[] }

/**
 * Sees that open tasks do not wait for nobody: those on which no post can act (vacant, or kept back by recusal) go to the first substitute that
 * the pack declares and that can act; where there is none they become an incident, and the office is told. `tasks`: these only, all unless told.
 * `again`: those that are an incident already are tried again, because somebody came.
 */
export async function standIn(change: Change, tasks?: readonly Id[], again = false): Promise<StandIn> {
  if (tasks !== undefined && !(await mayBeStuck(change, tasks))) return { moved: [], incidents: [] }
  const pack = await packOfCycle(change.db, change.cycle)
  const done: StandIn = { moved: [], incidents: [] }
  const stuck = await stuckTasks(change, tasks, again)
  for (const [subject, group] of Map.groupBy(stuck, ({ subject }) => subject)) {
    const left = await moveToSubstitute(change, pack, group, done)
    const fresh = left.filter(({ known }) => !known)
    for (const of of Map.groupBy(fresh, ({ cause }) => cause).values()) done.incidents.push(await report(change, pack, subject, of))
  }
  if (again) await closeIncidents(change)
  return done
}

/** Cheap, for tasks that have just opened: nothing is vacant as a rule, and hardly a body is asked about its own unit. */
async function mayBeStuck({ db, cycle }: Change, tasks: readonly Id[]): Promise<boolean> {
  if (tasks.length === 0) return false
  const { rows } = await sql<{ may: boolean }>`
    select exists (select from post where cycle = ${cycle} and vacant_since is not null) or exists (
      select from task t join body b on b.cycle = t.cycle and b.key = t.assignee_body and b.unit = t.unit where t.id = any(${tasks as Id[]}::bigint[])
    ) as may`.execute(db)
  return rows[0]?.may ?? false
}

async function stuckTasks({ db, cycle, now }: Change, tasks: readonly Id[] | undefined, again: boolean): Promise<Stuck[]> {
  const these = tasks === undefined ? sql`true` : sql`t.id = any(${tasks as Id[]}::bigint[])`
  const { rows } = await sql<Stuck>`
    select * from (
      select t.id, t.title, t.unit, s.spec, case when t.stands_for is not null then coalesce(t.substitute_body, t.assignee_body) else coalesce(t.assignee_body, t.assignee_unit, t.assignee_post) end as subject, o.posts, o.since,
        coalesce(t.substitute_post, t.substitute_body, t.assignee_body, t.assignee_unit, t.assignee_post) as was,
        case when o.vacant then 'vacant' else 'recused' end as cause,
        exists (select from incident_task i join incident n on n.id = i.incident and n.closed_at is null where i.task = t.id) as known
      from task t join step s on s.cycle = t.cycle and s.key = t.step
      cross join lateral (
        select coalesce(bool_and(p.vacant_since is not null), true) as vacant, max(p.vacant_since) as since, string_agg(p.key, '、' order by p.key) as posts
        from post p where p.cycle = t.cycle and (p.key = t.assignee_post or p.unit = t.assignee_unit or p.body = t.assignee_body)) o
      where t.cycle = ${cycle} and t.state = 'open' and ${these} and not exists (${performers(now)})
    ) stuck where ${again} or not known order by id`.execute(db)
  return rows.map((row) => ({ ...row, since: row.since ?? now }))
}

/** Gives tasks to the first substitute that can act on each. @returns those for which there is none */
async function moveToSubstitute(change: Change, pack: Pack, group: readonly Stuck[], done: StandIn): Promise<Stuck[]> {
  let left = [...group]
  for (const rule of rulesFor(pack, group[0]?.subject ?? '')) {
    const able = await ableFor(change, pack, rule, left)
    if (able.length === 0) continue
    left = left.filter((each) => !able.includes(each))
    await storeReassignments(
      change,
      able.map(({ id, cause, was }) => ({ task: id, cause, was, becomes: rule.by, rule: ruleText(rule) })),
    )
    const tasks = able.map(({ id }) => id)
    await change.log('substitute', group[0]?.subject ?? '', { by: rule.by, rule: ruleText(rule), cause: able[0]?.cause, tasks })
    done.moved.push(...tasks)
  }
  return left
}

/** Where the rule stands, for people: the article, or the assumption of the register. */
const ruleText = ({ source }: Rule): string => ('article' in source ? source.article : source.assumption)

/** The rules for a body, a unit or a post: its own first, then those of its body, then those of its role, each in the order of the pack. */
function rulesFor({ roster }: Pack, subject: string): Rule[] {
  const owner = subject.replace(/[#/].*$/u, '')
  const role = roster.bodies.find(({ key }) => key === owner)?.role
  const names = [...new Set([subject, owner, ...(role === undefined ? [] : [`role:${role}`])])]
  return names.flatMap((name) => (roster.substitutes ?? []).filter(({ of, by }) => of === name && by !== subject))
}

/** Of these tasks those on which the substitute can act, given to it; the others are left as they were. */
async function ableFor({ db, now }: Change, pack: Pack, { by }: Rule, group: readonly Stuck[]): Promise<Stuck[]> {
  const body = pack.roster.bodies.find(({ key }) => key === by.replace(/#\d+$/u, ''))
  const fair = group.filter(({ spec }) => body?.unit === undefined || !judges(pack, spec, body.unit))
  if (fair.length === 0) return []
  const column = body?.key === by ? 'substitute_body' : 'substitute_post'
  const other = column === 'substitute_body' ? 'substitute_post' : 'substitute_body'
  const { rows } = await sql<{ id: Id }>`
    with given as (select t.* from task t where t.id = any(${fair.map(({ id }) => id)}::bigint[])),
      able as (select t.id from (
        select g.id, g.cycle, g.unit, g.verb, g.state, g.about, g.opened_at, g.assignee_unit, g.assignee_body, g.assignee_post,
          ${by}::text as ${sql.ref(column)}, null::text as ${sql.ref(other)} from given g) t
        where exists (${performers(now)}))
    update task set ${sql.ref(column)} = ${by}, ${sql.ref(other)} = null from able where task.id = able.id returning task.id`.execute(db)
  const ids = new Set(rows.map(({ id }) => id))
  return fair.filter(({ id }) => ids.has(id))
}

/** Whether whoever does such a task judges the unit: an evaluation, and a table of results, is of all units of its step. */
function judges({ roster }: Pack, spec: PlanStep, unit: string): boolean {
  if (spec.kind !== 'evaluation' && spec.kind !== 'results') return false
  const { classes } = spec
  return roster.units.some((each) => each.key === unit && (classes === undefined || classes.includes(each.class)))
}

async function report(change: Change, pack: Pack, subject: string, stuck: readonly Stuck[]): Promise<Id> {
  const { cause, since } = stuck[0] as Stuck
  const words = incidentWords(pack, subject, stuck, rulesFor(pack, subject))
  return openIncident(change, { kind: cause, subject, since, ...words, tasks: stuck.map(({ id }) => id) })
}

/** What is whose: the column of a task, and its value. */
export type Owner = { column: 'assignee_unit' | 'assignee_body' | 'assignee_post'; value: string }

/** Where nobody was, somebody is again, and takes the open tasks: those that a substitute had, and those that nobody had. @returns the tasks */
export async function takeBack(change: Change, { column, value }: Owner): Promise<Id[]> {
  const { db, cycle } = change
  const { rows } = await sql<{ id: Id; was: string }>`
    update task t set substitute_body = null, substitute_post = null
    from (select id, coalesce(substitute_post, substitute_body) as was from task) old
    where t.id = old.id and t.cycle = ${cycle} and t.state = 'open' and ${sql.ref(`t.${column}`)} = ${value}
      and (old.was is null or (select r.cause from reassignment r where r.task = t.id order by r.id desc limit 1) = 'vacant')
    returning t.id, coalesce(old.was, '') as was`.execute(db)
  const tasks = rows.toSorted((a, b) => Number(a.id) - Number(b.id))
  await storeReassignments(
    change,
    tasks.map(({ id, was }) => ({ task: id, cause: 'filled', was, becomes: value })),
  )
  return tasks.map(({ id }) => id)
}
