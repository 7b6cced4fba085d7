import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../records/database.ts'
import { statement, type Value } from '../../records/statement.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'

let clone: TestDatabase
let database: Database
beforeAll(async () => {
  clone = await cloneDatabase()
  database = openDatabase(clone.url, { max: 1 })
})
afterAll(async () => {
  await database.destroy()
  await clone.drop()
})

const prepared = async (like: string): Promise<number> => {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(database)
  return rows.filter(({ statement }) => statement.includes(like)).length
}

test('what comes again and again is prepared once for a connection; what comes twice, or brings many values, is not', async () => {
  const ask = (id: string) => database.selectFrom('cycle').select('seed').where('id', '=', id).execute()
  await ask('a')
  await ask('b')
  expect(await prepared('"seed"')).toBe(0)
  for (const id of ['c', 'd', 'e']) expect(await ask(id)).toEqual([])
  expect(await prepared('"seed"')).toBe(1)
  const many = Array.from({ length: 41 }, (_, place) => String(place))
  for (let turn = 0; turn < 4; turn++) await database.selectFrom('cycle').select('engine').where('id', 'in', many).execute()
  expect(await prepared('"engine"')).toBe(0)
})

test('a prepared statement answers as it did before, within transactions and after an error', async () => {
  const add = (one: string) => sql<{ sum: number }>`select ${one}::int + 1 as sum`.execute(database)
  for (let turn = 0; turn < 5; turn++) expect((await add('2')).rows).toEqual([{ sum: 3 }])
  await expect(add('two')).rejects.toThrow(/invalid input syntax/)
  await database.transaction().execute(async (db) => {
    expect((await sql<{ sum: number }>`select ${'4'}::int + 1 as sum`.execute(db)).rows).toEqual([{ sum: 5 }])
  })
})

test('a statement that is put together once takes each time the values of its caller, null and the same one twice too, also within transactions', async () => {
  const asked = statement((db, value: Value<{ one: string; other: string | null }>) =>
    db.selectNoFrom([
      sql<string>`${value('one')}::text || ${value('one')}::text`.as('twice'),
      sql<string | null>`${value('other')}::text`.as('other'),
      sql<string>`${'said'}::text`.as('said'),
    ]),
  )
  expect(await asked(database, { one: 'a', other: 'x' })).toEqual([{ twice: 'aa', other: 'x', said: 'said' }])
  await database.transaction().execute(async (db) => {
    expect(await asked(db, { one: 'b', other: null })).toEqual([{ twice: 'bb', other: null, said: 'said' }])
  })
  const [first, second] = await Promise.all([asked(database, { one: 'c', other: 'y' }), asked(database, { other: 'z', one: 'd' })])
  expect([first, second]).toMatchObject([[{ twice: 'cc', other: 'y' }], [{ twice: 'dd', other: 'z' }]])
})
