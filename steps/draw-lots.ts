import { z } from 'zod'
import type { Queries } from '../records/database.ts'
import { Text } from './content.ts'
import { draw, drawnWith, secretOf, type Candidate, type DrawRule, type Lot } from './draw.ts'
import type { StepChange } from './rules.ts'

/** Something that nobody could know when the secret was committed to, such as the numbers of a lottery, and where it was announced. */
export const Mixed = z.strictObject({ value: Text, document: Text })
export type Mixed = z.infer<typeof Mixed>

/** A draw of a step: the secret that was committed to, what was mixed in, what the lots were drawn with, and everybody's lot. */
export async function drawLots(
  { db, cycle, spec }: Pick<StepChange, 'cycle' | 'spec'> & { db: Queries },
  candidates: readonly Candidate[],
  rule: DrawRule,
): Promise<{ secret: string; value: string | null; seed: string; lots: Lot[] }> {
  const row = await db.selectFrom('cycle').select('seed').where('id', '=', cycle).executeTakeFirstOrThrow()
  const secret = secretOf(row.seed, spec.key)
  const mixed = await mixedIn(db, cycle, spec.key)
  const seed = drawnWith(secret, mixed?.value)
  const own = candidates.map(({ key, class: name }) => ({ key, class: name }))
  return { secret, value: mixed?.value ?? null, seed, lots: draw(seed, own, rule) }
}

/** What was published for a draw after its secret was committed to. */
export async function mixedIn(queries: Queries, cycle: string, step: string): Promise<Mixed | undefined> {
  const row = await queries
    .selectFrom('submission')
    .select('content')
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('task', 'is', null)
    .executeTakeFirst()
  return row?.content as Mixed | undefined
}
