import type { Selectable } from 'kysely'
import { cycleNow } from './clock.ts'
import type { Queries } from './database.ts'
import { Refusal } from './refusal.ts'
import type { Id, Instant, Schema } from './schema.ts'
import { statement, type Value } from './statement.ts'

export type PostRow = Selectable<Schema['post']>
export type StepRow = Selectable<Schema['step']>

/** How a change begins: the cycle, locked, the post that acts, and the step of the task that it is about, locked for whoever adds to it. */
export type Entered = { found: { state: string; calendar: string; now: Instant }; actor: PostRow | undefined; step: StepRow | undefined }
type Entering = { cycle: string; post: string; alone: boolean; task?: Id | undefined }

/** Whether a text can be the id of a row at all. */
export const isId = (text: string): boolean => /^\d{1,18}$/.test(text)

/**
 * Reads in one go what every change needs. Whoever changes the calendar is alone, so that nothing is counted by one that is gone. `task`: without a step in the
 * answer when there is no such task.
 * @throws Refusal `not-found` when there is no such cycle
 */
export async function enter(db: Queries, { cycle, post, alone, task }: Entering): Promise<Entered> {
  const [inStep] = task !== undefined && isId(task) && !alone ? await enterStep(db, { cycle, post, task }) : []
  if (inStep) return parted(inStep, true)
  const [row] = await (alone ? enterAlone : enterBeside)(db, { cycle, post })
  if (!row) throw new Refusal('not-found', `没有名为“${cycle}”的年度考评周期；用 cycle list 查看现有周期。`)
  return parted(row, false)
}

type Values = { cycle: string; post: string }
const entered = (db: Queries, value: Value<Values>) =>
  db
    .selectFrom('cycle as c')
    .leftJoin('post as p', (on) => on.onRef('p.cycle', '=', 'c.id').on('p.key', '=', value('post')))
    .select(['c.id as in_cycle', 'c.state as in_state', 'c.calendar as in_calendar', cycleNow.as('in_now')])
    .select(['p.key as by_key', 'p.name as by_name', 'p.unit as by_unit', 'p.body as by_body', 'p.mail as by_mail', 'p.phone as by_phone'])
    .select('p.vacant_since as by_vacant_since')
    .where('c.id', '=', value('cycle'))

const enterBeside = statement((db, value: Value<Values>) => entered(db, value).forKeyShare('c'))
const enterAlone = statement((db, value: Value<Values>) => entered(db, value).forUpdate('c'))
const enterStep = statement((db, value: Value<Values & { task: Id }>) => {
  const key = db.selectFrom('task').select('step').where('cycle', '=', value('cycle')).where('id', '=', value('task'))
  const joined = entered(db, value as Value<Values>).innerJoin('step as s', (on) => on.onRef('s.cycle', '=', 'c.id').on('s.key', '=', key))
  return joined.selectAll('s').forKeyShare('c').forShare('s')
})

type Row = Awaited<ReturnType<typeof enterBeside>>[number]

function parted(row: Row, withStep: boolean): Entered {
  const { in_cycle, in_state, in_calendar, in_now, by_key, by_name, by_unit, by_body, by_mail, by_phone, by_vacant_since, ...step } = row
  const own = { unit: by_unit, body: by_body, mail: by_mail, phone: by_phone, vacant_since: by_vacant_since }
  return {
    found: { state: in_state, calendar: in_calendar, now: in_now },
    actor: by_key === null ? undefined : { cycle: in_cycle, key: by_key, name: by_name ?? '', ...own },
    step: withStep ? (step as StepRow) : undefined,
  }
}
