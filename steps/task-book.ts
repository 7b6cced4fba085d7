import type { Declaration } from './declaration.ts'
import type { KindRules } from './rules.ts'

/** The declarations (of the step `of`) that a review accepted become the task book (任务书): version 1 of each indicator, never changed, only superseded. */
export const taskBook: KindRules<'taskBook'> = {
  automatic: true,
  open: async (change) => {
    const { of } = change.spec
    const reviews = change.pack.plan.flatMap((step) => (step.kind === 'review' && step.of === of ? [step.key] : []))
    const accepted = await change.db
      .selectFrom('decision as d')
      .innerJoin('task as t', 't.id', 'd.task')
      .innerJoin('submission as s', 's.id', 't.about')
      .select(['s.unit', 's.content'])
      .where('d.cycle', '=', change.cycle)
      .where('d.step', 'in', reviews)
      .where('d.outcome', '=', 'accept')
      .orderBy('s.unit')
      .execute()
    for (const { unit, content } of accepted) {
      const rows = (content as Declaration).indicators.map((each) => ({
        cycle: change.cycle,
        unit: unit ?? '',
        key: each.key,
        version: 1,
        name: each.name,
        full_points: each.full,
        kind: each.kind,
        body: each.body ?? null,
        checkpoints: JSON.stringify(each.checkpoints),
        standard: each.standard ?? null,
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
    await change.log('freeze', change.step.key, { units: accepted.length })
  },
}
