import pg from 'pg'
import { inject } from 'vitest'

export type TestDatabase = {
  /** Connection string of the clone, as the administrator that owns it. */
  url: string
  name: string
  /** Removes the clone; fails when the test left a connection open, and names what it was doing. */
  drop(): Promise<void>
}

let made = 0

/** A private, migrated, empty database: a copy of the template, made in some ten milliseconds. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${process.pid}_${++made}`
  await asAdmin((admin) => admin.query(`create database ${name} template ${inject('template')}`))
  const url = new URL(inject('postgres'))
  url.pathname = `/${name}`
  return { url: url.href, name, drop: () => asAdmin((admin) => dropDatabase(admin, name)) }
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
