import { z } from 'zod'
import { Key, Percent, Points, Text } from './content.ts'
import type { KindRules } from './rules.ts'
import { openForUnits, requireTaskBook } from './self-check.ts'

const Report = z.strictObject({
  summary: Text,
  items: z.array(z.strictObject({ indicator: Key, done: Percent, claim: Points.optional(), note: Text.optional() })).min(1),
})

/** A self-report (自评) on every indicator of the task book, with the points that the unit claims and its evidence (佐证材料). */
export const report: KindRules<'report'> = {
  open: openForUnits,
  content: () => Report,
  accept: async (change, submission) => {
    const { items } = submission.content as z.infer<typeof Report>
    await requireTaskBook(
      change,
      submission.unit ?? '',
      items.map((each) => each.indicator),
    )
  },
}
