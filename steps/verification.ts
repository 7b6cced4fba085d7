import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import { compare } from '../scoring/decimal.ts'
import { Refusal } from '../records/refusal.ts'
import { scoresInForce } from '../records/score.ts'
import { openTasks } from '../records/task.ts'
import { IsoDate, Key, People, Points, requireSameKeys, Text } from './content.ts'
import { storeAdditions } from './additions.ts'
import { inputOf } from './inputs.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf } from './units.ts'

const Finding = z.strictObject({
  indicator: Key,
  outcome: z.enum(['confirmed', 'lowered', 'falsified']),
  points: Points.optional(),
  ground: Text,
})
const Verification = z.strictObject({
  team: People(2, '核验组至少两人'),
  on: IsoDate,
  findings: z.array(Finding).min(1, '至少一项'),
  outside: z.array(z.strictObject({ points: Points, ground: Text })).default([]),
})

/**
 * Site verification (察访核验) of what the assessors marked doubtful: confirmed, lowered by so many points, or falsified. A finding on an
 * indicator is charged to that indicator; only what lies outside the indicators comes off the total.
 */
export const verification: KindRules<'verification'> = {
  open: async (change) => {
    const units = [...new Set((await doubtful(change)).map((each) => each.unit))]
    const tasks = units.map((unit) => ({
      key: unit,
      verb: 'submit' as const,
      unit,
      assignee: { body: officeOf(change.pack) },
      title: `${change.step.name}：${nameOf(change.pack, unit)}`,
      due: change.step.due_at ?? change.now,
    }))
    await openTasks(change, change.step.key, tasks)
  },
  content: () => Verification,
  accept: async (change, submission) => {
    const unit = submission.unit ?? ''
    const { on, findings, outside } = submission.content as z.infer<typeof Verification>
    if (on > dateAt(change.now)) throw new Refusal('bad-input', `核验日期应为今日或以前，实为 ${on}，未予保存。`)
    const scores = (await doubtful(change)).filter((each) => each.unit === unit)
    requireSameKeys(
      scores.map((each) => each.item),
      findings.map((each) => each.indicator),
      `${nameOf(change.pack, unit)} 的核验结论`,
    )
    for (const { indicator, outcome, points } of findings) {
      const value = scores.find((each) => each.item === indicator)?.value ?? '0'
      if (outcome === 'lowered' && (points === undefined || compare(points, '0') <= 0 || compare(points, value) > 0))
        throw new Refusal('bad-input', `指标 ${indicator} 的扣分应大于零且不超过已得的 ${value} 分，实为 ${points ?? '未填'}，未予保存。`)
    }
    const charged = findings.filter((each) => each.outcome !== 'confirmed')
    await storeAdditions(change, submission.id, unit, change.spec.input, [
      ...charged.map(({ indicator, outcome, points, ground }) => ({
        indicator,
        points: points ?? '0',
        ground,
        falsified: outcome === 'falsified',
      })),
      ...outside,
    ])
  },
}

async function doubtful(change: StepChange<'verification'>) {
  const scores = await scoresInForce(change.db, change.cycle, { input: inputOf(change.pack, change.spec.of) })
  return scores.filter((each) => each.doubtful)
}
