import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { OftenAsked, prepareOften } from './prepared.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>
/** A database or a transaction: whatever can be asked. */
export type Queries = Kysely<Schema> | Transaction<Schema>

const DATE = 1082
const TIMESTAMPTZ = 1184
const asIs = (text: string): string => text
const toUtc = (text: string): string => new Date(text).toISOString()
/** Dates stay `YYYY-MM-DD`, instants become UTC ISO strings; numeric and bigint stay strings, as pg has them. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return asIs
    if (oid === TIMESTAMPTZ) return toUtc
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

export type DatabaseOptions = { max?: number; onLost?: (message: string) => void }

/**
 * Opens a pool whose connections act as the role `niankao_app`, which may neither change nor delete facts.
 * `onLost` hears of connections that break while idle (without a listener they would end the process).
 */
export function openDatabase(url: string, { max = 10, onLost = () => {} }: DatabaseOptions = {}): Database {
  const often = new OftenAsked()
  const pool = new pg.Pool({ connectionString: url, max, types: parsers, options: '-c role=niankao_app -c timezone=UTC', keepAlive: true })
  pool.on('error', (error) => onLost(error.message))
  // one that breaks within a transaction, between two queries: the next query fails, and whoever asked hears of it
  pool.on('connect', (client) => {
    client.on('error', () => {})
    prepareOften(client, often)
  })
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}
