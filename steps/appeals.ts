import { lockStep } from '../records/step.ts'
import type { KindRules } from './rules.ts'

/** Settles when every unit that received a form has let its window pass, or has its answer. The appeals run as workflows of their own. */
export const appeals: KindRules<'appeals'> = {
  open: async () => {},
  waits: async (change) => {
    const forms = await lockStep(change.db, change.cycle, change.spec.of, 'shared')
    if (forms.state !== 'settled') return true
    const running = await change.db
      .selectFrom('appeal')
      .select('unit')
      .where('cycle', '=', change.cycle)
      .where('closed_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    return running !== undefined
  },
}
