import { sql } from 'kysely'
import type { Queries } from './database.ts'
import type { Id, Instant, MovementKind } from './schema.ts'
import type { TaskRow } from './task.ts'
import type { Change } from './transaction.ts'

/** By which document dates are moved, and why. */
export type Grounds = { document: string; reason: string }
/** A task that is moved from its present due instant to another; `reverses`: the row of an extension that this one puts back. */
export type Move = { task: TaskRow; becomes: Instant; reverses?: Id }
/** The window in which a unit may appeal, moved. */
export type WindowMove = { unit: string; was: Instant; becomes: Instant }

/** Writes down the act itself. What it moved refers to it. @returns its number (编号) */
export async function storeMovement(open: Change, kind: MovementKind, { document, reason }: Grounds): Promise<Id> {
  const row = { cycle: open.cycle, kind, document, reason, by_post: open.post, at: open.now }
  return (await open.db.insertInto('movement').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** Moves tasks, and keeps what they were. Whoever is given another due date is not late by the old one. The caller holds the locks. */
export async function moveTasks(open: Change, movement: Id, { document, reason }: Grounds, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  const { db, cycle, post: by_post, now: at } = open
  const rows = moves.map(({ task, becomes, reverses }) => ({
    ...{ cycle, task: task.id, movement, reverses: reverses ?? null, document, reason },
    ...{ was: task.due_at, becomes, by_post, at },
  }))
  await db.insertInto('extension').values(rows).execute()
  const [ids, dues] = [moves.map(({ task }) => task.id), moves.map(({ becomes }) => becomes)]
  await sql`
    update task set due_at = moved.due, was_late = false
    from unnest(${ids}::bigint[], ${dues}::timestamptz[]) as moved (id, due) where task.id = moved.id`.execute(db)
}

/** Moves windows in which units may appeal, and says in their reason by which document. */
export async function moveWindows(open: Change, movement: Id, { document }: Grounds, moves: readonly WindowMove[]): Promise<void> {
  if (moves.length === 0) return
  const { db, cycle } = open
  await db
    .insertInto('appeal_extension')
    .values(moves.map((move) => ({ cycle, movement, ...move })))
    .execute()
  const [units, dues] = [moves.map(({ unit }) => unit), moves.map(({ becomes }) => becomes)]
  await sql`
    update appeal set due_at = moved.due, why = why || ${`${document}另定期限。`}
    from unnest(${units}::text[], ${dues}::timestamptz[]) as moved (unit, due)
    where appeal.cycle = ${cycle} and appeal.unit = moved.unit`.execute(db)
}

/** One row of a document that moved a task. `reversedBy`: the act that put it back. */
export type ExtensionRow = {
  id: Id
  movement: Id
  kind: MovementKind
  task: Id
  document: string
  reason: string
  was: Instant
  becomes: Instant
  by_post: string
  at: Instant
  reverses: Id | null
  reversedBy: Id | null
}

/** What moved the due dates of tasks, oldest first. */
export async function extensionsOf(queries: Queries, where: { tasks: readonly Id[] } | { movement: Id }): Promise<ExtensionRow[]> {
  if ('tasks' in where && where.tasks.length === 0) return []
  const rows = queries
    .selectFrom('extension as e')
    .innerJoin('movement as m', 'm.id', 'e.movement')
    .leftJoin('extension as r', 'r.reverses', 'e.id')
    .select(['e.id', 'e.movement', 'm.kind', 'e.task', 'e.document', 'e.reason', 'e.was', 'e.becomes', 'e.by_post', 'e.at', 'e.reverses'])
    .select('r.movement as reversedBy')
    .orderBy('e.id')
  return ('tasks' in where ? rows.where('e.task', 'in', [...where.tasks]) : rows.where('e.movement', '=', where.movement)).execute()
}
