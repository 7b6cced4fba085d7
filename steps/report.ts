import { z } from 'zod'
import { taskBook } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { compare } from '../scoring/decimal.ts'
import { Key, Percent, Points, Text } from './content.ts'
import type { KindRules } from './rules.ts'
import { openForUnits, requireTaskBook } from './self-check.ts'

const Report = z.strictObject({
  summary: Text,
  items: z.array(z.strictObject({ indicator: Key, done: Percent, claim: Points.optional(), note: Text.optional() })).min(1, '至少一项'),
})

/** A self-report (自评) on every indicator of the task book, with the points that the unit claims and its evidence (佐证材料). */
export const report: KindRules<'report'> = {
  open: openForUnits,
  content: () => Report,
  accept: async (change, submission) => {
    const { items } = submission.content as z.infer<typeof Report>
    const unit = submission.unit ?? ''
    await requireTaskBook(
      change,
      unit,
      items.map((each) => each.indicator),
    )
    const full = new Map((await taskBook(change.db, change.cycle, unit)).map((each) => [each.key, each.full_points]))
    for (const { indicator, claim = '0' } of items) {
      const most = full.get(indicator) ?? '0'
      if (compare(claim, most) > 0)
        throw new Refusal('bad-input', `指标 ${indicator} 的自评分应不超过 ${most} 分，实为 ${claim} 分，未予保存。`)
    }
  },
}
