import pg from 'pg'
import { expect, test } from 'vitest'
import { cloneDatabase } from './database.ts'

test('each test gets a database of its own', async () => {
  const [one, two] = await Promise.all([cloneDatabase(), cloneDatabase()])
  expect(one.url).not.toBe(two.url)
  await Promise.all([one.drop(), two.drop()])
})

test('a connection that a test leaves open fails it, with the query that was last sent', async () => {
  const clone = await cloneDatabase()
  const leak = new pg.Client({ connectionString: clone.url })
  leak.on('error', () => {}) // the drop cuts it
  await leak.connect()
  await leak.query('select 42')
  await expect(clone.drop()).rejects.toThrow('select 42')
})
