import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import { taskBook, type IndicatorRow } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { openTasks } from '../records/task.ts'
import { Key, People, Text } from './content.ts'
import { drawLots } from './draw-lots.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf, unitsOf } from './units.ts'

const SpotCheck = z.strictObject({
  team: People(2, '抽查组至少两人'),
  findings: z
    .array(z.strictObject({ indicator: Key, checkpoint: Text.optional(), met: z.boolean(), note: Text.optional() }))
    .min(1, '至少一项'),
})

/**
 * The quarterly spot check (抽查) by checkpoint: a sample of units, drawn so that anyone can draw it again from the cycle's seed, and
 * in each the indicators that have a checkpoint (考核节点) on or before the day of the check (all of them, when none has).
 */
export const spotCheck: KindRules<'spotCheck'> = {
  open: async (change) => {
    const withBook = new Set((await taskBook(change.db, change.cycle)).map((each) => each.unit))
    const candidates = unitsOf(change).filter((unit) => withBook.has(unit.key))
    const rule = { sample: Number(change.spec.sample), byClass: change.spec.byClass === 'true' }
    const { lots, ...about } = await drawLots(change, candidates, rule)
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

async function indicatorsToCheck(change: StepChange, unit: string): Promise<IndicatorRow[]> {
  const book = await taskBook(change.db, change.cycle, unit)
  const today = dateAt(change.now)
  const reached = book.filter((each) => each.checkpoints.some((checkpoint) => checkpoint.on <= today))
  return reached.length > 0 ? reached : book
}
