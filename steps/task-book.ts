import { issueBooks } from '../records/book-issue.ts'
import { Refusal } from '../records/refusal.ts'
import { acceptedIndicators } from './accepted.ts'
import { bookFaults } from './book-faults.ts'
import type { KindRules } from './rules.ts'
import { nameOf } from './units.ts'

/**
 * The declarations (of the step `of`) that a review accepted become the task book (任务书): version 1 of each indicator, never changed, only
 * superseded. Each gets its number of the year where the pack numbers them. One whose keys clash or whose points do not add up is not issued.
 */
export const taskBook: KindRules<'taskBook'> = {
  automatic: true,
  open: async (change) => {
    const accepted = await acceptedIndicators(change, change.spec.of)
    for (const [unit, indicators] of accepted) {
      const faults = bookFaults(change.pack, unit, indicators)
      if (faults.length > 0)
        throw new Refusal('conflict', `${nameOf(change.pack, unit)} 的任务书不能下达：${faults.join('；')}。请核对审核通过的申报。`, faults)
      const rows = indicators.map((each) => ({
        cycle: change.cycle,
        unit,
        key: each.key,
        version: 1,
        name: each.name,
        full_points: each.full,
        kind: each.kind,
        body: each.body ?? null,
        checkpoints: JSON.stringify(each.checkpoints),
        standard: each.standard ?? null,
        fields: JSON.stringify(each.fields),
        generated: each.generated,
        withdrawn: false,
        authority: change.step.key,
        at: change.now,
      }))
      const keys = ['cycle', 'unit', 'key', 'version'] as const
      await change.db
        .insertInto('indicator')
        .values(rows)
        .onConflict((conflict) => conflict.columns([...keys]).doNothing())
        .execute()
    }
    await issueBooks(change, change.step.key, change.spec.number?.format)
    await change.log('freeze', change.step.key, { units: accepted.size })
  },
}
