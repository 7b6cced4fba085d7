import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { sql } from 'kysely'
import { runner } from 'node-pg-migrate'
import { expect, inject, test } from 'vitest'
import { openDatabase } from '../../records/database.ts'
import { migrate } from '../../records/migrate.ts'
import { dropMessages, leaveMessages, takeMessages } from '../../records/outbox.ts'
import { openYear, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const files = fs
  .readdirSync(path.join(import.meta.dirname, '../../records/migrations'))
  .map((file) => file.replace(/\.sql$/, ''))
  .sort()

/** Tables, columns, constraints, triggers and grants of a database, as one text. */
async function schemaOf(client: pg.Client): Promise<string> {
  const queries = [
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2`,
    `select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
    `select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1, 2`,
    `select table_name, column_name, privilege_type from information_schema.column_privileges where grantee = 'niankao_app' order by 1, 2, 3`,
  ]
  const answers: unknown[] = []
  for (const query of queries) answers.push((await client.query(query)).rows)
  return JSON.stringify(answers)
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

test('an empty database is brought to the newest schema by several processes at once, and again without a change', async () => {
  const name = `empty_${process.pid}`
  const admin = inject('postgres')
  await connected(admin, (client) => client.query(`create database ${name}`))
  const url = new URL(admin)
  url.pathname = `/${name}`
  try {
    await Promise.all([migrate(url.href), migrate(url.href), migrate(url.href)])
    const versions = () =>
      connected(url.href, async (client) =>
        (await client.query<{ name: string }>('select name from migration order by id')).rows.map((row) => row.name),
      )
    expect(await versions()).toEqual(files)
    const once = await connected(url.href, schemaOf)
    await migrate(url.href)
    expect(await versions()).toEqual(files)
    expect(await connected(url.href, schemaOf)).toBe(once)
    expect(await connected(base.url, schemaOf)).toBe(once) // what all tests run on
  } finally {
    await connected(admin, (client) => client.query(`drop database ${name} with (force)`))
  }
})

test('a database of before learns what holds in each of its cycles, and which tasks stand for others', async () => {
  const name = `before_${process.pid}`
  const admin = inject('postgres')
  await connected(admin, (client) => client.query(`create database ${name}`))
  const url = new URL(admin)
  url.pathname = `/${name}`
  try {
    const before = files.filter((file) => file < '0014').length
    const dir = path.join(import.meta.dirname, '../../records/migrations')
    await runner({ databaseUrl: url.href, dir, direction: 'up', migrationsTable: 'migration', count: before, log: () => {} })
    await connected(url.href, (client) => client.query(yearsOfBefore))
    await migrate(url.href)
    await connected(url.href, async (client) => {
      const cycles = await client.query('select id, amended_pack, paused_by is not null as paused, reorganisations from cycle order by id')
      expect(cycles.rows).toEqual([
        { id: 'amended', amended_pack: 'second', paused: false, reorganisations: 0 },
        { id: 'changed', amended_pack: null, paused: false, reorganisations: 2 },
        { id: 'paused', amended_pack: null, paused: true, reorganisations: 0 },
        { id: 'plain', amended_pack: null, paused: false, reorganisations: 0 },
        { id: 'resumed', amended_pack: null, paused: false, reorganisations: 0 },
      ])
      const standing = await client.query('select t.key, o.key as of from task t join task o on o.id = t.stands_for')
      expect(standing.rows).toEqual([{ key: '甲局/领导组', of: '甲局' }])
    })
  } finally {
    await connected(admin, (client) => client.query(`drop database ${name} with (force)`))
  }
})

/** Rows as they stood before 0014, without those that they refer to. A refused amendment comes last: it holds nowhere. */
const yearsOfBefore = `
  set session_replication_role = replica;
  insert into pack (hash, key, version, content) select hash, 'p', '1', '{}' from unnest(array['first', 'middle', 'second', 'refused']) hash;
  insert into cycle (id, kind, pack, engine, calendar, seed, opened_at)
    select id, 'live', 'first', '1', '1', '1', now() from unnest(array['plain', 'amended', 'paused', 'resumed', 'changed']) id;
  insert into amendment (cycle, ordinal, from_pack, to_pack, document, reason, effects, by_post, at)
    select 'amended', n, 'x', pack, '文', '因', '[]', 'office#1', now() from (values (1, 'middle'), (2, 'second'), (3, 'refused')) v (n, pack);
  insert into amendment_decision (cycle, ordinal, outcome, moved, by_post, at)
    select 'amended', n, outcome, '[]', 'office#2', now() from (values (1, 'approve'), (2, 'approve'), (3, 'refuse')) v (n, outcome);
  insert into pause (cycle, clocks, document, reason, by_post, at)
    select id, 'kept', '文', '因', 'office#1', now() from unnest(array['resumed', 'paused']) id;
  insert into resumption (pause, cycle, movement, days, by_post, at) select id, cycle, 1, 1, 'office#1', now() from pause where cycle = 'resumed';
  insert into reorganisation (cycle, kind, effective, sources, successors, document, reason, by_post, at)
    select 'changed', 'rename', '2017-06-01', '[]', '[]', '文', '因', 'office#1', now() from generate_series(1, 2);
  insert into task (cycle, step, key, verb, assignee_body, substitute_body, title, opened_at, due_at)
    select 'plain', 'assessment', key, 'submit', '评委', stands, key, now(), now()
    from (values ('甲局', null), ('甲局/领导组', '领导组'), ('乙局/领导组', '领导组')) v (key, stands);
`

test('a migrated database that is migrated again keeps its facts', async () => {
  const year = await openYear(base)
  await migrate(base.url)
  expect((await year.step('declaration')).state).toBe('planned')
})

test('dates stay dates, instants are UTC, and numbers keep their digits, whatever the zone of the machine', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select date '2018-02-12' as day, timestamptz '2018-02-12 24:00+08' as instant, 12345678901234567.8900::numeric as points, 9007199254740993::bigint as id,
      current_setting('timezone') as zone, current_user::text as role`.execute(base.database)
  expect(rows).toEqual([
    {
      day: '2018-02-12',
      instant: '2018-02-12T16:00:00.000Z',
      points: '12345678901234567.8900',
      id: '9007199254740993',
      zone: 'UTC',
      role: 'niankao_app',
    },
  ])
})

test('a connection that is cut while idle is told of, and replaced', async () => {
  const lost: string[] = []
  const database = openDatabase(base.url, { max: 1, onLost: (message) => lost.push(message) })
  const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database)).rows[0]?.pid
  const first = await pid()
  await connected(inject('postgres'), (client) => client.query('select pg_terminate_backend($1)', [first]))
  while (lost.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await pid()).not.toBe(first)
  await database.destroy()
})

test('two relays at once get different messages, each in order; what is not dropped comes again', async () => {
  await base.database.deleteFrom('outbox').execute()
  const message = (n: number) => ({ action: 'changed' as const, workflow: 'step' as const, workflowId: `w${n}` })
  await leaveMessages(base.database, [1, 2, 3, 4].map(message))
  await base.database.transaction().execute(async (one) => {
    const mine = await takeMessages(one, 2)
    const theirs = await base.database.transaction().execute((two) => takeMessages(two, 10))
    expect([mine, theirs].map((taken) => taken.map((each) => each.workflowId))).toEqual([['w1', 'w2'], ['w3', 'w4']]) // prettier-ignore
    await dropMessages(one, mine.map((each) => each.id)) // prettier-ignore
  })
  const left = await base.database.transaction().execute((db) => takeMessages(db, 10))
  expect(left.map((each) => each.workflowId)).toEqual(['w3', 'w4'])
})
