import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { dueText } from '../../calendar/index.ts'
import { ballotBox, hashOfCode, receiptOf } from '../../records/ballot.ts'
import type { Queries } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import { lockStep, type StepRow } from '../../records/step.ts'
import { change, oneAtATime, type Change } from '../../records/transaction.ts'
import { Ballot } from '../../steps/ballot.ts'
import { parseContent } from '../../steps/content.ts'
import { unitsOf } from '../../steps/units.ts'
import type { Call } from './verb.ts'

/** In whose name a rating is handed in: nobody's. */
export const NOBODY = '无记名'
/** `id`: the random name of the ballot, made here unless a rehearsal brings one that is the same in every run. */
export type RateInput = { code: string; content: unknown; id?: string }
export type Rated = { step: string; group: string; ballot: string; receipt: string }

/** The cycle that a code belongs to. @throws Refusal `not-found` */
export async function cycleOfCode(queries: Queries, code: string): Promise<string> {
  const row = await queries.selectFrom('ballot_code').select('cycle').where('hash', '=', hashOfCode(code)).executeTakeFirst()
  if (!row) throw unknown()
  return row.cycle
}

/**
 * Hands in a rating with a one-time code. It leaves no post, no time and no entry of its own in the log, and the code's row is written together
 * with all others of its group: nothing that is stored leads from the code to the rating. What the rater keeps is the receipt.
 * @throws Refusal `not-found`, `already-done`, `too-late`, `bad-input`, `conflict` (paused); nothing is stored then
 */
export async function rate(call: Omit<Call, 'post'>, { code, content, id }: RateInput): Promise<Rated> {
  return change(call.database, { ...call, post: NOBODY }, async (open) => {
    const hash = hashOfCode(code)
    const found = await codeRow(open, hash)
    const step = await lockStep(open.db, open.cycle, found.step, 'shared')
    await oneAtATime(open.db, `${open.cycle}/${step.key}/${found.grp}/code`)
    if ((await codeRow(open, hash)).used) throw new Refusal('already-done', '这个评价码已经用过，每码只能评一次，未予接收。')
    await requireRunning(open)
    requireOpen(open, step)
    const ratings = await readRatings(open, step, content)
    const ballot = { id: id ?? randomBytes(16).toString('hex'), grp: found.grp, ratings }
    await open.db
      .insertInto('ballot')
      .values({ ...ballot, cycle: open.cycle, step: step.key, ratings: JSON.stringify(ratings) })
      .execute()
    await open.db
      .updateTable('ballot_code')
      .set({ used: sql`used or hash = ${hash}` })
      .where('cycle', '=', open.cycle)
      .where('step', '=', step.key)
      .where('grp', '=', found.grp)
      .execute()
    const box = await ballotBox(open.db, open.cycle, step.key)
    const group = box?.groups.find(({ key }) => key === found.grp)?.name ?? found.grp
    return { step: step.name, group, ballot: ballot.id, receipt: receiptOf(ballot) }
  })
}

async function codeRow({ db, cycle }: Change, hash: string) {
  const row = await db.selectFrom('ballot_code').selectAll().where('cycle', '=', cycle).where('hash', '=', hash).executeTakeFirst()
  if (!row) throw unknown()
  return row
}

const unknown = () => new Refusal('not-found', '没有这个评价码；请照发给您的评价码逐字输入，字母大写。')

function requireOpen({ now }: Change, step: StepRow): void {
  if (step.state === 'settled' || (step.due_at ?? '') <= now)
    throw new Refusal('too-late', `“${step.name}”已于 ${dueText(step.due_at ?? now)}（北京时间）截止，未予接收。`)
}

async function readRatings(open: Change, step: StepRow, content: unknown): Promise<Ballot['ratings']> {
  const { ratings } = parseContent(Ballot, content, step.name)
  const units = unitsOf({ pack: await packOfCycle(open.db, open.cycle), spec: step.spec }).map(({ key }) => key)
  const given = Object.keys(ratings)
  const others = given.filter((key) => !units.includes(key))
  if (others.length > 0) throw new Refusal('bad-input', `评价应只写参加“${step.name}”的单位，实有 ${others.join('、')}，未予接收。`)
  if (given.length === 0) throw new Refusal('bad-input', `评价应至少写一个单位，实为空白，未予接收；不了解的单位可以不写。`)
  return ratings
}
