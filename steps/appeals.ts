import { oneAtATime } from '../records/transaction.ts'
import type { KindRules } from './rules.ts'

/** Settles when every unit that received a form has let its window pass, or has its answer. The appeals run as workflows of their own. */
export const appeals: KindRules<'appeals'> = {
  open: async () => {},
  waits: async (change) => {
    const { db, cycle, spec } = change
    await oneAtATime(db, `${cycle}/appeals`) // whoever closes the last appeal and whoever settles the forms: the later one sees the other
    const forms = await db.selectFrom('step').select('state').where('cycle', '=', cycle).where('key', '=', spec.of).executeTakeFirst()
    if (forms?.state !== 'settled') return true
    const running = await db
      .selectFrom('appeal')
      .select('unit')
      .where('cycle', '=', cycle)
      .where('closed_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    return running !== undefined
  },
}
