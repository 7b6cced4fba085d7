import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { Refusal } from '../records/refusal.ts'
import { storeScores } from '../records/score.ts'
import { openTasks } from '../records/task.ts'
import { Percent, Points, requireSameKeys } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { unitsOf } from './units.ts'

const RawOfFull = z.strictObject({ raw: Points, full: Points })
const PAIR = ['raw', 'full'] as const

/** Another body hands in the results that it arrived at: for each unit a score of 0 to 100, or raw points of full points. */
export const results: KindRules<'results'> = {
  open: async ({ step, spec, ...change }) => {
    const body = spec.actor.replace(/^body:/, '')
    const due = step.due_at ?? change.now
    await openTasks(change, step.key, [{ key: body, verb: 'submit', assignee: { body }, title: step.name, due }])
  },
  content: (change) => z.strictObject({ results: z.record(z.string(), inPairs(change) ? RawOfFull : Percent) }),
  accept: async (change, submission, task) => {
    const { results } = submission.content as { results: Record<string, string | z.infer<typeof RawOfFull>> }
    requireSameKeys(
      unitsOf(change).map((unit) => unit.key),
      Object.keys(results),
      task?.title ?? change.step.name,
    )
    const scores = Object.entries(results).flatMap(([unit, value]) => {
      const base = { unit, submission: submission.id }
      if (typeof value === 'string') return [{ ...base, input: change.spec.input, value }]
      if (compare(value.full, '0') <= 0 || compare(value.raw, value.full) > 0)
        throw new Refusal('bad-input', `${unit} 的得分应在 0 与满分之间，实为 ${value.raw}/${value.full}，未予保存。`)
      return PAIR.map((part) => ({ ...base, input: `${change.spec.input}.${part}`, value: value[part] }))
    })
    await storeScores(change, scores)
  },
}

/** Whether the pack declares the input as raw and full points. */
const inPairs = ({ pack, spec }: StepChange<'results'>): boolean => `${spec.input}.raw` in pack.scoring.inputs
