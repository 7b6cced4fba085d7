import type { JSONColumnType } from 'kysely'

/** An instant as UTC ISO 8601, `2018-02-12T16:00:00.000Z`. */
export type Instant = string
/** A bigint key, as PostgreSQL writes it. */
export type Id = string
export type Json<T> = JSONColumnType<T & object>
/** Who wrote a fact down, and when. */
export type Fact = { by_post: string; at: Instant }
