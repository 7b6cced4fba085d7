import type { Database } from '../../records/database.ts'
import { carriedOf, storeCarried, wordsOf } from '../../records/carried.ts'
import { packInForce } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { storeSubmission } from '../../records/submission.ts'
import { change, oneAtATime, type Change } from '../../records/transaction.ts'
import type { Pack } from '../../scoring/index.ts'
import { requireRole } from '../actor.ts'
import { carryPlan, type Carry, type CarryPlan } from '../carry-over.ts'
import { openCycle, type OpenCycleInput } from './open-cycle.ts'

/** `from`: the year before, which is published. The rest is as for a year that is opened. */
export type RollInput = { from: string } & OpenCycleInput
export type Rolled = {
  cycle: string
  from: string
  carried: { kind: string; unit: string; row: string; words: string; became: string | null }[]
  fresh: boolean
}

/**
 * Opens the next year, and takes over what the year before hands on: grades, late awards, rectifications, who holds which post. Everything says from which
 * row it comes. Done again it changes nothing: what was interrupted is finished, what is done is answered again.
 * @throws Refusal `conflict` when the old year is not published or the new id is a year of another pack, and whatever opening refuses
 */
export async function roll(database: Database, { from, ...input }: RollInput): Promise<Rolled> {
  const plan = await carryPlan(database, from, input.pack)
  const there = await database.selectFrom('cycle').select('id').where('id', '=', input.id).executeTakeFirst()
  if (!there) await openCycle(database, input)
  else await requireSamePack(database, input.id, input.pack)
  return change(database, { cycle: input.id, post: input.post }, async (open) => {
    if (input.kind === 'live') await requireRole(open, 'office')
    await oneAtATime(open.db, `${input.id}/roll`)
    const done = await open.db
      .selectFrom('entry')
      .select('id')
      .where('cycle', '=', input.id)
      .where('verb', '=', 'roll')
      .where('subject', '=', from)
      .executeTakeFirst()
    if (!done) await takeOver(open, plan)
    const rows = (await carriedOf(open.db, input.id)).filter((row) => row.from_cycle === from)
    const carried = rows.map(({ kind, unit, from_row: row, content, became }) => ({ kind, unit, row, words: wordsOf(content), became }))
    return { cycle: input.id, from, carried, fresh: !done }
  })
}

async function requireSamePack(database: Database, cycle: string, { hash }: Pack): Promise<void> {
  if ((await packInForce(database, cycle)) !== hash)
    throw new Refusal('conflict', `周期“${cycle}”已经存在，所用的是另一个规则包，不能转入；请换一个编号。`)
}

async function takeOver(open: Change, { from, version, items }: CarryPlan): Promise<void> {
  for (const one of items) {
    const became = one.act ? await become(open, from, one) : undefined
    const { row, kind, unit, words } = one
    const content = { ...one.content, words }
    await storeCarried(open, { from, row, kind, unit, content, ...(became === undefined ? {} : { became }) })
  }
  const counts = Object.fromEntries([...Map.groupBy(items, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]))
  await open.log('roll', from, { version, ...counts })
}

/** Makes the row of this year. @returns its name */
async function become(open: Change, from: string, { act, row, unit }: Carry): Promise<string | undefined> {
  const { db, cycle, post, now } = open
  if (!act) return undefined
  if ('post' in act) {
    const { key, name, mail } = act.post
    await db.updateTable('post').set({ name, mail }).where('cycle', '=', cycle).where('key', '=', key).execute()
    return `post/${key}`
  }
  const common = { cycle, unit, supersedes: null, by_post: post, at: now }
  if ('score' in act) {
    const { input, word } = act.score
    const values = {
      ...common,
      input,
      item: '',
      value: '0',
      word,
      not_applicable: null,
      ground: null,
      doubtful: false,
      silent: false,
      submission: null,
    }
    return `score/${(await db.insertInto('score').values(values).returning('id').executeTakeFirstOrThrow()).id}`
  }
  const { input, points, ground, document, fields } = act.addition
  const { id: submission } = await storeSubmission(open, { step: 'roll', unit, content: { from, row } })
  const values = {
    ...common,
    input,
    indicator: null,
    falsified: false,
    points,
    ground,
    document,
    fields: JSON.stringify(fields),
    submission,
  }
  return `addition/${(await db.insertInto('addition').values(values).returning('id').executeTakeFirstOrThrow()).id}`
}
