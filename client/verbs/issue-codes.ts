import { randomInt } from 'node:crypto'
import { ballotBox, hashOfCode } from '../../records/ballot.ts'
import { Refusal } from '../../records/refusal.ts'
import { lockStep } from '../../records/step.ts'
import { change } from '../../records/transaction.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

/** The codes of one group, in plain text: they are told once. */
export type GroupCodes = { key: string; name: string; codes: string[] }
/**
 * `keep` writes the plain codes down (a file) before the transaction ends: what it cannot write was never issued. `make` makes the n-th code of a
 * group; at random unless a rehearsal brings codes that are the same in every run.
 */
export type IssueInput = { step: string; keep: (groups: GroupCodes[]) => void; make?: (group: string, place: number) => string }
export type Issued = { step: string; groups: { key: string; name: string; codes: number }[] }

/** No letters or digits that are taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 16
/** A code of 80 random bits, in four groups. */
export const newCode = (letter: (below: number) => number = randomInt): string =>
  Array.from({ length: LENGTH }, (_, place) => `${place > 0 && place % 4 === 0 ? '-' : ''}${ALPHABET[letter(ALPHABET.length)] ?? ''}`).join(
    '',
  )

/**
 * Issues the one-time codes of an anonymous evaluation, once: as many for each group as its opening froze. Only their SHA-256 is stored.
 * @throws Refusal `wrong-role` unless the office acts, `not-found`, `too-early`, `too-late`, `already-done`
 */
export async function issueCodes(call: Call, { step: key, keep, make = () => newCode() }: IssueInput): Promise<Issued> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const step = await lockStep(open.db, open.cycle, key, 'exclusive')
    if (step.kind !== 'ballot') throw new Refusal('conflict', `环节“${step.name}”不是无记名评价，没有评价码。`)
    const box = await ballotBox(open.db, open.cycle, key)
    if (!box) throw new Refusal('too-early', `环节“${step.name}”尚未开始，评价码在开始之后发放。`)
    if (step.state === 'settled') throw new Refusal('too-late', `环节“${step.name}”已经结束，不再发放评价码。`)
    const issued = await open.db
      .selectFrom('ballot_code')
      .select('hash')
      .where('cycle', '=', open.cycle)
      .where('step', '=', key)
      .limit(1)
      .executeTakeFirst()
    if (issued) throw new Refusal('already-done', `环节“${step.name}”的评价码已经发放过一次；系统只存校验值，不能再次列出。`)
    const groups = box.groups.map((group) => ({
      key: group.key,
      name: group.name,
      codes: Array.from({ length: Number(group.codes) }, (_, place) => make(group.key, place)),
    }))
    const rows = groups.flatMap((group) =>
      group.codes.map((code) => ({ cycle: open.cycle, step: key, grp: group.key, hash: hashOfCode(code) })),
    )
    await open.db
      .insertInto('ballot_code')
      .values(rows.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)))
      .execute()
    const counts = groups.map(({ codes, ...group }) => ({ ...group, codes: codes.length }))
    await open.log('issue', key, { groups: counts })
    keep(groups)
    return { step: step.name, groups: counts }
  })
}
