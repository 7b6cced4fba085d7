import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appeal } from '../../client/verbs/appeal.ts'
import { extend } from '../../client/verbs/extend.ts'
import { registerPost } from '../../client/verbs/register-post.ts'
import { pause } from '../../client/verbs/pause.ts'
import { publish } from '../../client/verbs/publish.ts'
import { publishCalendar } from '../../client/verbs/publish-calendar.ts'
import { reschedule } from '../../client/verbs/reschedule.ts'
import { resolve } from '../../client/verbs/resolve.ts'
import { resume } from '../../client/verbs/resume.ts'
import { submit } from '../../client/verbs/submit.ts'
import { chainEntries } from '../../records/log.ts'
import { lastSlip, storeSlip, storeSlipAnswer } from '../../records/slip.ts'
import { storeParameters } from '../../records/parameter.ts'
import { computeStep, formsOut, received, ruleOn } from '../support/small-pack/stages.ts'
import { carriedOver, proceeded } from '../support/small-pack/rare-rows.ts'
import { liaison, office, openYear, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
/** What is written once. Everything else is state, and only the columns named here may change. */
const facts =
  `pack unit body movement extension rescheduling appeal_extension pause resumption submission evidence submission_evidence indicator score addition parameter decision result computation
  amendment amendment_decision carried withdrawal acknowledgement book_issue advice revival
  feedback_form receipt publication ballot_box ballot briefing briefed ledger_entry reorganisation
  cancellation decided_score round request entry chain
  holding delegation delegation_end reassignment incident_task repair repair_confirmation
  holiday_notice reckoning
  slip slip_answer collection collection_ruling evidence_use`.split(/\s+/)
const state: Record<string, string[]> = {
  cycle: ['state', 'clock_at', 'calendar'],
  post: ['name', 'mail', 'phone', 'vacant_since'],
  step: [
    'ord',
    'kind',
    'mode',
    'name',
    'spec',
    'cancelled_by',
    'state',
    'opens_at',
    'due_at',
    'opened_at',
    'settled_at',
    'trouble',
    'retroactive',
  ],
  task: ['state', 'was_late', 'due_at', 'done_at', 'substitute_body', 'substitute_post'],
  incident: ['closed_at'],
  appeal: ['state', 'submission', 'closed_at', 'due_at', 'why'],
  ballot_code: ['used'],
  digest: ['state', 'attempts', 'message', 'sent_at'],
  notice: ['digest'],
  outbox: ['at'],
  breakdown: ['attempts', 'refused', 'message', 'since', 'last_at', 'over_at'],
}

let owner: pg.Client
let year: Year
beforeAll(async () => {
  year = await openYear(base)
  await oneOfEach(year)
  owner = new pg.Client({ connectionString: base.url })
  await owner.connect()
})
afterAll(() => owner.end())

test('every table is either a fact or a state, so that a new one has to say which', async () => {
  const { rows } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'migration'`.execute(
    base.database,
  )
  expect(rows.map((row) => row.name).sort()).toEqual([...facts, ...Object.keys(state)].sort())
})

describe.each(facts)('%s', (table) => {
  const column = async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = $1 and is_identity = 'NO' limit 1`,
      [table],
    )
    return rows[0]?.name ?? ''
  }

  test('cannot be changed, deleted or emptied by the application', async () => {
    const as = (text: string) => sql.raw(text).execute(base.database)
    await expect(as(`update "${table}" set ${await column()} = ${await column()}`)).rejects.toMatchObject({ code: '42501' })
    await expect(as(`delete from "${table}"`)).rejects.toMatchObject({ code: '42501' })
    await expect(as(`truncate "${table}" cascade`)).rejects.toMatchObject({ code: '42501' })
    await expect(as(`alter table "${table}" disable trigger facts_stay`)).rejects.toMatchObject({ code: '42501' })
  })

  test('nor by its owner', async () => {
    const { rows } = await owner.query<{ n: string }>(`select count(*) as n from "${table}"`)
    expect(Number(rows[0]?.n)).toBeGreaterThan(0) // or the triggers for each row would say nothing
    const refusal = { code: 'NK001', message: `facts in ${table} are never changed or deleted: insert a row that supersedes the old one` }
    await expect(owner.query(`update "${table}" set ${await column()} = ${await column()}`)).rejects.toMatchObject(refusal)
    await expect(owner.query(`delete from "${table}"`)).rejects.toMatchObject(refusal)
    await expect(owner.query(`truncate "${table}" cascade`)).rejects.toMatchObject({ code: 'NK001' })
  })
})

describe.each(Object.entries(state))('%s', (table, columns) => {
  test(`changes in ${columns.join(', ')} only, and is never deleted by the application`, async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select column_name as name from information_schema.column_privileges where grantee = 'niankao_app' and table_name = $1 and privilege_type = 'UPDATE'`,
      [table],
    )
    expect(rows.map((row) => row.name).sort()).toEqual([...columns].sort())
    const emptied = sql.raw(`delete from "${table}" where false`).execute(base.database)
    if (table === 'outbox') await emptied
    else await expect(emptied).rejects.toMatchObject({ code: '42501' })
  })
})

test('the application makes no tables, roles or functions', async () => {
  for (const text of [
    'create table x (a int)',
    'create role x',
    'create function f() returns int language sql as $$ select 1 $$',
    'drop table score',
  ])
    await expect(sql.raw(text).execute(base.database)).rejects.toMatchObject({ code: '42501' })
})

test('a score, an addition or a decision is superseded or made once', async () => {
  const copy = (table: string, columns: string) =>
    owner.query(
      `insert into ${table} (${columns}) select ${columns} from ${table} where ${table === 'decision' ? 'true' : 'supersedes is not null'} limit 1`,
    )
  await expect(copy('score', 'cycle, unit, input, item, value, supersedes, by_post, at')).rejects.toMatchObject({ code: '23505' })
  await expect(copy('decision', 'cycle, step, task, outcome, by_post, at')).rejects.toMatchObject({ code: '23505' })
})

/** A row in each table. */
async function oneOfEach(year: Year): Promise<void> {
  await formsOut(year)
  await received(year)
  const grounds = { document: '文', reason: '因' }
  await reschedule(year.as(office), { step: 'appeals', until: '2018-02-27', ...grounds })
  await pause(year.as(office), { ...grounds, clocks: 'stopped' })
  await resume(year.as(office), grounds)
  await appeal(year.as(liaison('甲局')), {
    unit: '甲局',
    content: { claims: [{ ground: '因' }] },
    evidence: [{ name: 'a', mediaType: 'text/plain', bytes: Buffer.from('a') }],
  })
  const task = (await year.task('appeals', '甲局')).id
  await extend(year.as(office), { tasks: [task], until: '2018-02-14', document: '文', reason: '因' })
  const corrections = [{ input: 'result', indicator: '1', points: '20' }]
  await resolve(year.as(office, 'key'), { task, content: { outcome: 'granted', answer: '属实', corrections } })
  await year.openNow('additions', { opens: '2018-02-01', due: '2018-03-01' })
  const claim = { points: '1', ground: '奖', document: '文' }
  const { submission } = await submit(year.as(liaison('甲局')), { step: 'additions', content: { bonus: claim } })
  await ruleOn(year, 'additions', '加分/甲局/1', 'approve')
  await year.openNow('final', { opens: '2018-02-13', due: '2018-02-14' })
  await computeStep(year, 'final')
  await year.openNow('publication', { opens: '2018-02-13', due: '2018-02-14' })
  await publish(year.as(office), { task: (await year.task('publication', 'publish')).id })
  await year.inChange(({ db, cycle, now }) => db.insertInto('round').values({ cycle, day: '2018-02-13', at: now }).execute())
  await year.inChange((open) => storeParameters(open, { closing: '2018-01-31' }, '文', submission))
  await publishCalendar(year.as(office), { content: { year: '2027', off: ['2027-01-01'] }, document: '文' })
  await people(year, task)
  await supervised(year)
  await chainEntries(year.database)
  await anonymously(year)
  await reorganised(year)
  await proceeded(year)
  await carriedOver(year)
}

/** What a year leaves in which units changed. */
async function reorganised(year: Year): Promise<void> {
  await year.inChange(async ({ db, cycle, now }) => {
    const why = { document: '文', reason: '因', by_post: office, at: now }
    const event = { cycle, kind: 'rename' as const, effective: '2017-10-01', sources: '["乙局"]', successors: '[]' }
    await db
      .insertInto('reorganisation')
      .values({ ...event, ...why })
      .execute()
    const { id: task } = await db.selectFrom('task').select('id').where('cycle', '=', cycle).limit(1).executeTakeFirstOrThrow()
    await db
      .insertInto('cancellation')
      .values({ task, cycle, ...why })
      .execute()
    await db
      .insertInto('decided_score')
      .values({ cycle, unit: '乙局', input: 'process', item: '', value: '90', supersedes: null, ...why })
      .execute()
  })
}

/** What anonymous evaluations, briefings and ledgers leave. */
async function anonymously(year: Year): Promise<void> {
  await year.inChange(async ({ db, cycle, now }) => {
    const box = { cycle, step: 'peer-evaluation', floor: 2, below: 'notAssessed' as const, places: 2, groups: '[]', at: now }
    await db.insertInto('ballot_box').values(box).execute()
    await db.insertInto('ballot').values({ id: 'x', cycle, step: box.step, grp: 'a', ratings: '{}' }).execute()
    await db.insertInto('briefing').values({ cycle, step: box.step, content: '{}', hash: 'h', at: now }).execute()
    const { id: submission } = await db.selectFrom('submission').select('id').where('cycle', '=', cycle).limit(1).executeTakeFirstOrThrow()
    await db.insertInto('briefed').values({ submission, cycle, step: box.step, hash: 'h' }).execute()
    const entry = { cycle, step: 'report', unit: '甲局', indicator: '1', month: '2017-05', value: '3', document: '文' }
    await db
      .insertInto('ledger_entry')
      .values({ ...entry, reason: null, submission, supersedes: null, by_post: office, at: now })
      .execute()
  })
}

/** A slip with its answer, a request outside the plan with its ruling, a file that is bound to an indicator. */
async function supervised(year: Year): Promise<void> {
  await year.inChange(async (open) => {
    const { db, cycle, now, post } = open
    const [task, file] = [
      (await year.task('appeals', '甲局')).id,
      await db.selectFrom('submission_evidence').selectAll().executeTakeFirstOrThrow(),
    ]
    const slip = { number: 1, label: '督办〔2018〕1号', name: '提醒单', matter: task, rung: 1, late_since: now, due_at: now, leader: null }
    await storeSlip(open, slip)
    await storeSlipAnswer(open, (await lastSlip(db, task))!.slip.id, '措施', now)
    const asked = { number: 1, body: '牵头办', units: JSON.stringify(['甲局']), what: '材料', document: '文', due_on: '2018-03-01' }
    const row = { ...asked, cycle, by_post: post, at: now }
    const { id } = await db.insertInto('collection').values(row).returning('id').executeTakeFirstOrThrow()
    const ruling = { collection: id, cycle, outcome: 'approve' as const, reason: null, document: '文', by_post: post, at: now }
    await db.insertInto('collection_ruling').values(ruling).execute()
    await db
      .insertInto('evidence_use')
      .values({ ...file, indicator: '1' })
      .execute()
  })
}

/** Who holds which post, who acts for whom, and what had to be repaired. */
async function people(year: Year, task: string): Promise<void> {
  await registerPost(year.as(office), { post: liaison('甲局'), name: '张三' })
  await year.inChange(async ({ db, cycle, now, post }) => {
    const why = { document: '文', reason: '因', by_post: post, at: now }
    const posts = { post: liaison('甲局'), to_post: liaison('乙局'), scope: 'both' as const }
    const days = { from_at: now, until_at: '2018-12-31T16:00:00.000Z' }
    const insert = db.insertInto('delegation').values({ cycle, ...posts, ...days, ...why })
    const { id: delegation } = await insert.returning('id').executeTakeFirstOrThrow()
    await db
      .insertInto('delegation_end')
      .values({ cycle, delegation, ...why })
      .execute()
    await db
      .insertInto('reassignment')
      .values({ cycle, task, cause: 'ordered', was: '甲', becomes: '乙', rule: null, ...why })
      .execute()
    const row = { cycle, kind: 'vacant' as const, subject: '甲局', since: now, sentence: '空缺', at: now, closed_at: null }
    const { id: incident } = await db.insertInto('incident').values(row).returning('id').executeTakeFirstOrThrow()
    await db.insertInto('incident_task').values({ incident, task }).execute()
    const repairing = db.insertInto('repair').values({ cycle, task, kind: 'bypass', content: '{}', ...why })
    const { id: repair } = await repairing.returning('id').executeTakeFirstOrThrow()
    await db.insertInto('repair_confirmation').values({ cycle, repair, by_post: post, at: now }).execute()
  })
}
