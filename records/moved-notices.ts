import { sql } from 'kysely'
import { dueText } from '../calendar/index.ts'
import { receiver } from './performer.ts'
import type { Grounds, Move, WindowMove } from './movement.ts'
import type { Id, Instant } from './schema.ts'
import type { Change } from './transaction.ts'

/** What people are told of an act that moved dates; `title` is what stands there for somebody who has more than one task in it. */
export type Telling = Grounds & { movement: Id; kind: 'moved' | 'resumed'; title: string }

type Line = { post: string; task: Id | null; title: string; was: Instant; becomes: Instant }
const MOST_LINES = 10

/**
 * Tells each person once what an act moved, however many of their tasks: old date, new date and the document. `others`: who is told of it
 * though nothing of theirs was moved. @returns whom it told
 */
export async function tellMoved(
  open: Change,
  telling: Telling,
  moves: readonly Move[],
  windows: readonly WindowMove[] = [],
  others: readonly string[] = [],
): Promise<string[]> {
  const lines = [...(await taskLines(open, moves)), ...(await windowLines(open, windows))]
  const posts = [...new Set([...lines.map((line) => line.post), ...others])].sort()
  if (posts.length === 0) return []
  const rows = posts.map((post) => ({
    cycle: open.cycle,
    key: `${telling.kind}/${telling.movement}/${post}`,
    post,
    kind: telling.kind,
    at: open.now,
    ...said(
      telling,
      lines.filter((line) => line.post === post),
    ),
  }))
  await open.db
    .insertInto('notice')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['cycle', 'key']).doNothing())
    .execute()
  return posts
}

/** The first post of each unit and each body: whom a thing concerns that concerns the whole year. */
export async function everybody({ db, cycle }: Change): Promise<string[]> {
  const rows = await sql<{ post: string }>`
    select min(key) as post from post where cycle = ${cycle} group by unit, body order by post`.execute(db)
  return rows.rows.map((row) => row.post)
}

/** Tells each unit and each body once; `key` names what it is told. */
export async function tellEverybody(open: Change, told: { key: string; kind: string; title: string; detail: string }): Promise<void> {
  const rows = (await everybody(open)).map((post) => ({ ...told, cycle: open.cycle, key: `${told.key}/${post}`, post, at: open.now }))
  await open.db
    .insertInto('notice')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['cycle', 'key']).doNothing())
    .execute()
}

/** One line has dates and task of its own; several that were moved alike share them; else each is written out. */
function said({ document, reason, title, kind }: Telling, lines: readonly Line[]) {
  const [first, second] = lines
  const why = `${document}：${reason}`
  if (first === undefined) return { task: null, title, detail: why, due_at: null, was: null }
  const earlier = lines.some((line) => line.becomes < line.was) ? '（期限提前）' : ''
  if (second === undefined) {
    const own = kind === 'moved' ? first.title : `${title}：${first.title}`
    return { task: first.task, title: own, detail: `${why}${earlier}`, due_at: first.becomes, was: first.was }
  }
  const alike = lines.every((line) => line.was === first.was && line.becomes === first.becomes)
  const dates = alike ? { due_at: first.becomes, was: first.was } : { due_at: null, was: null }
  const written = lines.slice(0, MOST_LINES).map((line) => `${line.title}：${dueText(line.was)} → ${dueText(line.becomes)}`)
  const rest = lines.length > MOST_LINES ? [`……共 ${lines.length} 项`] : []
  const detail = alike ? `${why}${earlier}` : [`${why}${earlier}`, ...written, ...rest].join('；')
  return { task: null, title: `${title}（${lines.length} 项任务）`, detail, ...dates }
}

async function taskLines({ db, now }: Change, moves: readonly Move[]): Promise<Line[]> {
  const ids = moves.map(({ task }) => task.id)
  const { rows } = await sql<{ id: Id; post: string }>`
    select t.id, p.key as post from task t join lateral (${receiver(now)}) p on true where t.id = any(${ids}::bigint[])`.execute(db)
  const posts = new Map(rows.map((row) => [row.id, row.post]))
  return moves.flatMap(({ task, becomes }) => {
    const post = posts.get(task.id)
    return post === undefined ? [] : [{ post, task: task.id, title: task.title, was: task.due_at, becomes }]
  })
}

async function windowLines({ db, cycle }: Change, windows: readonly WindowMove[]): Promise<Line[]> {
  const units = windows.map(({ unit }) => unit)
  const { rows } = await sql<{ unit: string; post: string; name: string }>`
    select u.key as unit, u.name, min(p.key) as post from unit u join post p on p.cycle = u.cycle and p.unit = u.key
    where u.cycle = ${cycle} and u.key = any(${units}::text[]) group by u.key, u.name`.execute(db)
  const posts = new Map(rows.map((row) => [row.unit, row]))
  return windows.flatMap(({ unit, was, becomes }) => {
    const found = posts.get(unit)
    return found === undefined ? [] : [{ post: found.post, task: null, title: `复核申请期限：${found.name}`, was, becomes }]
  })
}
