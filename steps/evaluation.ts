import { z } from 'zod'
import { storeScores } from '../records/score.ts'
import { openTasks } from '../records/task.ts'
import { Percent, requireSameKeys } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { unitsOf } from './units.ts'

const Evaluation = z.strictObject({ ratings: z.record(z.string(), Percent) })

/** Each rater evaluates all units of the step once, 0 to 100, never the own unit. Raters are bodies of a role, or the units of a class. */
export const evaluation: KindRules<'evaluation'> = {
  open: async (change) => {
    const tasks = ratersOf(change).map((rater) => ({
      key: rater.key,
      verb: 'submit' as const,
      assignee: rater.unit === undefined ? { body: rater.key } : { unit: rater.unit },
      title: `${change.step.name}：${rater.name}`,
      due: change.step.due_at ?? change.now,
    }))
    await openTasks(change, change.step.key, tasks)
  },
  content: () => Evaluation,
  accept: async (change, submission, task) => {
    const { ratings } = submission.content as z.infer<typeof Evaluation>
    const rated = unitsOf(change).filter((unit) => unit.key !== task?.assignee_unit)
    requireSameKeys(
      rated.map((unit) => unit.key),
      Object.keys(ratings),
      task?.title ?? change.step.name,
    )
    const item = task?.key ?? ''
    const scores = Object.entries(ratings).map(([unit, value]) => ({
      unit,
      input: change.spec.input,
      item,
      value,
      submission: submission.id,
    }))
    await storeScores(change, scores)
  },
}

type Rater = { key: string; name: string; unit?: string }

/** `raters: leader` are the bodies of that role; `raters: class:a,b` are the units of those classes. */
function ratersOf({ pack, spec }: StepChange<'evaluation'>): Rater[] {
  const classes = /^class:(.+)$/.exec(spec.raters)?.[1]?.split(',')
  if (classes === undefined) return pack.roster.bodies.filter((body) => body.role === spec.raters).map(({ key, name }) => ({ key, name }))
  return pack.roster.units.filter((unit) => classes.includes(unit.class)).map(({ key, name }) => ({ key, name, unit: key }))
}
