import pg from 'pg'
import { inject } from 'vitest'

export type TestDatabase = {
  /** Connection string of the clone, as the administrator that owns it. */
  url: string
  name: string
  /** Removes the clone; fails when the test left a connection open, and names what it was doing. */
  drop(): Promise<void>
  /** Gives it a name under which other files of the run clone it. */
  keepAs(name: string): Promise<void>
}

let made = 0

/** A private database: a copy of the migrated, empty template, made in some ten milliseconds, or of one that was kept. */
export async function cloneDatabase(template: string = inject('template')): Promise<TestDatabase> {
  const name = `test_${process.pid}_${++made}`
  await asAdmin((admin) => admin.query(`create database ${name} template ${template} strategy file_copy`))
  const url = new URL(inject('postgres'))
  url.pathname = `/${name}`
  return {
    url: url.href,
    name,
    drop: () => asAdmin((admin) => dropDatabase(admin, name)),
    keepAs: (kept) => asAdmin(async (admin) => void (await admin.query(`alter database ${name} rename to ${kept}`))),
  }
}

async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  const open = await connections(admin, name)
  await admin.query(`drop database if exists ${name} with (force)`)
  if (open.length)
    throw new Error(`expected no open connection to ${name} at the end of the test, found ${open.length}: ${open.join(' | ')}`)
}

/** What still talks to the database; a pool that has just ended gets a moment to say goodbye. */
async function connections(admin: pg.Client, name: string): Promise<string[]> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await admin.query<{ query: string }>('select query from pg_stat_activity where datname = $1', [name])
    if (rows.length === 0 || attempt === 20) return rows.map((row) => row.query)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject('postgres') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

/** Does once in a run of tests what ends with a database of this name, whichever file comes first; whoever comes meanwhile waits. */
export const once = (database: string, make: () => Promise<void>): Promise<void> =>
  asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [database]) // until this connection ends
    const { rows } = await admin.query('select from pg_database where datname = $1', [database])
    if (rows.length === 0) await make()
  })
