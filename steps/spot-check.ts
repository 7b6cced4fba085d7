import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import type { Queries } from '../records/database.ts'
import { taskBook, type IndicatorRow } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { openTasks } from '../records/task.ts'
import { Key, People, Text } from './content.ts'
import { draw, drawnWith, secretOf, type Lot } from './draw.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf, unitsOf } from './units.ts'

const SpotCheck = z.strictObject({
  team: People(2, '抽查组至少两人'),
  findings: z
    .array(z.strictObject({ indicator: Key, checkpoint: Text.optional(), met: z.boolean(), note: Text.optional() }))
    .min(1, '至少一项'),
})

/** Something that nobody could know when the secret was committed to, such as the numbers of a lottery, and where it was announced. */
export const Mixed = z.strictObject({ value: Text, document: Text })
export type Mixed = z.infer<typeof Mixed>

/**
 * The quarterly spot check (抽查) by checkpoint: a sample of units, drawn so that anyone can draw it again from the cycle's seed, and
 * in each the indicators that have a checkpoint (考核节点) on or before the day of the check (all of them, when none has).
 */
export const spotCheck: KindRules<'spotCheck'> = {
  open: async (change) => {
    const { lots, ...about } = await drawOf(change)
    const drawn = lots.filter((lot) => lot.drawn).map(({ key }) => key)
    await change.log('draw', change.step.key, { ...about, from: lots.map(({ key }) => key).toSorted(), sample: drawn })
    const tasks = drawn.map((key) => ({
      key,
      verb: 'submit' as const,
      unit: key,
      assignee: { body: officeOf(change.pack) },
      title: `${change.step.name}：${nameOf(change.pack, key)}`,
      due: change.step.due_at ?? change.now,
    }))
    await openTasks(change, change.step.key, tasks)
  },
  content: () => SpotCheck,
  accept: async (change, submission) => {
    const { findings } = submission.content as z.infer<typeof SpotCheck>
    const expected = await indicatorsToCheck(change, submission.unit ?? '')
    const unknown = findings.filter((each) => !expected.some((indicator) => indicator.key === each.indicator)).map((each) => each.indicator)
    if (unknown.length > 0) throw new Refusal('bad-input', `抽查结果含有不在本次抽查范围内的指标：${unknown.join('、')}，未予保存。`)
  },
}

/** The draw of a step among its units that have a task book: the secret that was committed to, what was mixed in, and everybody's lot. */
export async function drawOf(
  change: Pick<StepChange<'spotCheck'>, 'db' | 'cycle' | 'pack' | 'spec'>,
): Promise<{ secret: string; value: string | null; seed: string; lots: Lot[] }> {
  const { db, cycle, spec } = change
  const row = await db.selectFrom('cycle').select('seed').where('id', '=', cycle).executeTakeFirstOrThrow()
  const secret = secretOf(row.seed, spec.key)
  const mixed = await mixedIn(db, cycle, spec.key)
  const seed = drawnWith(secret, mixed?.value)
  const withBook = new Set((await taskBook(db, cycle)).map((each) => each.unit))
  const candidates = unitsOf(change).filter((unit) => withBook.has(unit.key))
  const rule = { sample: Number(spec.sample), byClass: spec.byClass === 'true' }
  return {
    secret,
    value: mixed?.value ?? null,
    seed,
    lots: draw(
      seed,
      candidates.map(({ key, class: own }) => ({ key, class: own })),
      rule,
    ),
  }
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

async function indicatorsToCheck(change: StepChange, unit: string): Promise<IndicatorRow[]> {
  const book = await taskBook(change.db, change.cycle, unit)
  const today = dateAt(change.now)
  const reached = book.filter((each) => each.checkpoints.some((checkpoint) => checkpoint.on <= today))
  return reached.length > 0 ? reached : book
}
