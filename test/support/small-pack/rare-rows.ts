import { office, type Year } from './year.ts'

/** What withdrawals, receipts, issued task books, advice and revived appeals leave. */
export async function proceeded(year: Year): Promise<void> {
  await year.inChange(async ({ db, cycle, now }) => {
    const by = { by_post: office, at: now }
    const { id: submission } = await db.selectFrom('submission').select('id').where('cycle', '=', cycle).limit(1).executeTakeFirstOrThrow()
    const { id: task } = await db.selectFrom('task').select('id').where('cycle', '=', cycle).limit(1).executeTakeFirstOrThrow()
    await db
      .insertInto('withdrawal')
      .values({ cycle, submission, task: null, reason: '因', ...by })
      .execute()
    await db
      .insertInto('acknowledgement')
      .values({ task, cycle, unit: '甲局', how: 'acknowledged', proof: null, ...by })
      .execute()
    await db
      .insertInto('book_issue')
      .values({ cycle, unit: '甲局', step: 'report', place: 1, number: null, sha256: 'h', at: now })
      .execute()
    await db
      .insertInto('advice')
      .values({ cycle, step: 'report', unit: '甲局', content: '{}', submission, ...by })
      .execute()
    await db
      .insertInto('revival')
      .values({ cycle, unit: '甲局', document: '文', reason: '因', was: now, becomes: now, ...by })
      .execute()
  })
}

/** What an amendment and an older year leave. */
export async function carriedOver(year: Year): Promise<void> {
  await year.inChange(async ({ db, cycle, now }) => {
    const by = { by_post: office, at: now }
    const { hash } = year.pack
    const packs = { from_pack: hash, to_pack: hash, document: '文', reason: '因', effects: '[]' }
    await db
      .insertInto('amendment')
      .values({ cycle, ordinal: 1, ...packs, ...by })
      .execute()
    await db
      .insertInto('amendment_decision')
      .values({ cycle, ordinal: 1, outcome: 'refuse', reason: '因', document: null, moved: '[]', ...by })
      .execute()
    await db
      .insertInto('carried')
      .values({ cycle, from_cycle: cycle, from_row: 'x', kind: 'grade', unit: '甲局', content: '{}', became: null, ...by })
      .execute()
  })
}
