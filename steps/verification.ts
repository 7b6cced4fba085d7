import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import { compare } from '../scoring/decimal.ts'
import { Refusal } from '../records/refusal.ts'
import { taskBook } from '../records/indicator.ts'
import { scoresInForce, type ScoreRow } from '../records/score.ts'
import { dayBefore, yearOf } from '../records/year.ts'
import { byDays, type Pack } from '../scoring/index.ts'
import type { SubmissionRow } from '../records/submission.ts'
import { openTasks, type TaskRow } from '../records/task.ts'
import { IsoDate, Key, People, Points, requireSameKeys, Text } from './content.ts'
import { storeAdditions } from './additions.ts'
import { inputOf } from './inputs.ts'
import type { KindRules, StepChange } from './rules.ts'
import { assessorOf, nameOf, officeOf, unitsOf } from './units.ts'
import { acceptPlan, askSignature, firstTask, partOf, requireAsPlanned, Signature, VisitPlan } from './visit.ts'

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
 * Site verification (察访核验): confirmed, lowered by so many points, or falsified. Of an assessment, what the assessors marked doubtful is
 * verified; of a report, every indicator is, before it is scored. The office verifies, or each assessing body its own indicators. A finding on
 * an indicator is charged to that indicator; only what lies outside the indicators comes off the total. Where the step asks for it, a plan comes
 * before the visit and the unit's signature after it.
 */
export const verification: KindRules<'verification'> = {
  open: async (change) => {
    const own = change.spec.actor === 'assessors'
    const pairs = new Map((await subjects(change)).map(({ unit, body }) => [own ? `${unit}@${body}` : unit, { unit, body }]))
    const tasks = [...pairs].map(([key, { unit, body }]) =>
      firstTask(change, {
        key,
        verb: 'submit' as const,
        unit,
        assignee: { body },
        title: `${change.step.name}：${nameOf(change.pack, unit)}`,
        due: change.step.due_at ?? change.now,
      }),
    )
    await openTasks(change, change.step.key, tasks)
  },
  content: (_change, task) => (task ? SHAPES[partOf(task)] : z.union(Object.values(SHAPES))),
  accept: async (change, submission, task) => {
    const part = task ? partOf(task) : 'findings'
    if (task && part === 'plan') return acceptPlan(change, submission, task)
    if (part === 'signature')
      return change.log('sign', change.step.key, { unit: submission.unit, task: task?.id, ...(submission.content as Signature) })
    await acceptFindings(change, submission, task)
    await askSignature(change, submission, task)
  },
}

const SHAPES = { plan: VisitPlan, findings: Verification, signature: Signature }

/** What was found is charged, to the indicators and outside of them. */
async function acceptFindings(change: StepChange<'verification'>, submission: SubmissionRow, task: TaskRow | undefined): Promise<void> {
  const unit = submission.unit ?? ''
  const { team, on, findings, outside } = submission.content as z.infer<typeof Verification>
  await requireAsPlanned(change, task, team, on)
  if (on > dateAt(change.now)) throw new Refusal('bad-input', `核验日期应为今日或以前，实为 ${on}，未予保存。`)
  const verified = (await subjects(change)).filter((each) => each.unit === unit && each.body === task?.assignee_body)
  requireSameKeys(
    verified.map((each) => each.item),
    findings.map((each) => each.indicator),
    `${nameOf(change.pack, unit)} 的核验结论`,
  )
  for (const { indicator, outcome, points } of findings) {
    const most = verified.find((each) => each.item === indicator)?.most ?? '0'
    if (outcome === 'lowered' && (points === undefined || compare(points, '0') <= 0 || compare(points, most) > 0))
      throw new Refusal('bad-input', `指标 ${indicator} 的扣分应大于零且不超过已得的 ${most} 分，实为 ${points ?? '未填'}，未予保存。`)
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
}

/** What is verified, by whom, and how many points it can lose. */
async function subjects(change: StepChange<'verification'>): Promise<{ unit: string; item: string; body: string; most: string }[]> {
  const { pack, spec } = change
  const book = await taskBook(change.db, change.cycle)
  const bodyOf = (unit: string, named: string | null) => (spec.actor === 'assessors' ? assessorOf(pack, unit, named) : officeOf(pack))
  if (pack.plan.find(({ key }) => key === spec.of)?.kind === 'report') {
    const units = new Set(unitsOf(change).map(({ key }) => key))
    const rows = book.filter(({ unit }) => units.has(unit))
    return rows.map(({ unit, key, body, full_points }) => ({ unit, item: key, body: bodyOf(unit, body), most: full_points }))
  }
  const units = new Set(unitsOf(change).map(({ key }) => key))
  const scores = (await scoresInForce(change.db, change.cycle, { input: inputOf(pack, spec.of) })).filter(({ unit }) => units.has(unit))
  const doubtful = Map.groupBy(
    scores.filter((each) => each.doubtful),
    ({ unit, item }) => `${unit}/${item}`,
  )
  return [...doubtful.values()].flatMap((rows) => {
    const { unit, item } = rows[0]!
    const indicator = book.find((each) => each.unit === unit && each.key === item)
    if (!indicator) return [] // withdrawn since
    return [{ unit, item, body: bodyOf(unit, indicator.body), most: pointsOf(pack, rows) }]
  })
}

/** The points of an indicator: of one that was adjusted those of all its parts, by their days. */
function pointsOf(pack: Pack, rows: readonly ScoreRow[]): string {
  const parts = rows.filter((each) => each.segment !== null).toSorted((a, b) => (a.segment! < b.segment! ? -1 : 1))
  if (parts.length === 0) return rows[0]!.value
  const { last } = yearOf(pack)
  const until = (n: number) => (parts[n + 1] ? dayBefore(parts[n + 1]!.segment!) : last)
  return byDays(parts.map(({ segment, value }, n) => ({ from: segment!, until: until(n), value })))
}
