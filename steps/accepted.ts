import type { Declaration } from './declaration.ts'
import type { StepChange } from './rules.ts'

/** The indicators of each unit that were declared in the step `of` and accepted by its review. */
export async function acceptedIndicators(
  { db, cycle, pack }: Pick<StepChange, 'db' | 'cycle' | 'pack'>,
  of: string,
): Promise<Map<string, Declaration['indicators']>> {
  const reviews = pack.plan.flatMap((step) => (step.kind === 'review' && step.of === of ? [step.key] : []))
  const rows = await db
    .selectFrom('decision as d')
    .innerJoin('task as t', 't.id', 'd.task')
    .innerJoin('submission as s', 's.id', 't.about')
    .select(['s.unit', 's.content'])
    .where('d.cycle', '=', cycle)
    .where('d.step', 'in', reviews)
    .where('d.outcome', '=', 'accept')
    .orderBy('s.unit')
    .orderBy('s.id')
    .execute()
  const accepted = new Map<string, Declaration['indicators']>()
  for (const { unit, content } of rows)
    accepted.set(unit ?? '', [...(accepted.get(unit ?? '') ?? []), ...(content as Declaration).indicators])
  return accepted
}
