import { z } from 'zod'
import { taskBook } from '../records/indicator.ts'
import { scoresInForce } from '../records/score.ts'
import { openTasks } from '../records/task.ts'
import { sum } from '../scoring/decimal.ts'
import { requireSameKeys, Text } from './content.ts'
import { inputOf } from './inputs.ts'
import type { KindRules, StepChange } from './rules.ts'
import { leadOf, nameOf, unitsOf } from './units.ts'
import { windowFrom } from './windows.ts'

const RECEIPT_DAYS = '3'
const Advice = z.strictObject({ advice: z.record(z.string(), Text) })
/** What a unit is told of a round: its points of the full points, where points were lost and why, and what it is advised. */
export type AdviceForm = {
  points: string
  full: string
  lost: { indicator: string; name: string; points: string; full: string; ground: string | null }[]
  advice: string
}

/** Feedback with advice (意见反馈): after the round `of` the lead writes advice for each unit; each receives how far it is and the advice, and acknowledges. */
export const advice: KindRules<'advice'> = {
  open: async (change) => {
    const { step } = change
    const title = `${step.name}：撰写意见`
    await openTasks(change, step.key, [
      { key: '意见', verb: 'submit', assignee: { body: leadOf(change) }, title, due: step.due_at ?? change.now },
    ])
  },
  content: () => Advice,
  accept: async (change, submission, task) => {
    const { db, cycle, step, post, now } = change
    const told = (submission.content as z.infer<typeof Advice>).advice
    const units = unitsOf(change).map(({ key }) => key)
    requireSameKeys(units, Object.keys(told), task?.title ?? step.name)
    const rows = []
    for (const unit of units) {
      const content = JSON.stringify(await formOf(change, unit, told[unit] ?? ''))
      rows.push({ cycle, step: step.key, unit, content, submission: submission.id, by_post: post, at: now })
    }
    await db.insertInto('advice').values(rows).execute()
    const { due, counted } = windowFrom(change, RECEIPT_DAYS, '收到', step.due_at)
    await openTasks(
      change,
      step.key,
      units.map((unit) => ({
        key: unit,
        verb: 'acknowledge' as const,
        unit,
        assignee: { unit },
        about: submission.id,
        title: `${step.name}：${nameOf(change.pack, unit)}`,
        due,
        counted,
      })),
    )
  },
  acknowledged: true,
}

async function formOf({ db, cycle, pack, spec }: StepChange<'advice'>, unit: string, advice: string): Promise<AdviceForm> {
  const book = await taskBook(db, cycle, unit)
  const scores = new Map((await scoresInForce(db, cycle, { unit, input: inputOf(pack, spec.of) })).map((score) => [score.item, score]))
  const scored = book.flatMap((row) => (scores.has(row.key) ? [{ row, score: scores.get(row.key)! }] : []))
  return {
    points: sum(scored.map(({ score }) => score.value)),
    full: sum(book.map(({ full_points }) => full_points)),
    lost: scored.flatMap(({ row, score }) =>
      score.ground === null
        ? []
        : [{ indicator: row.key, name: row.name, points: score.value, full: row.full_points, ground: score.ground }],
    ),
    advice,
  }
}
