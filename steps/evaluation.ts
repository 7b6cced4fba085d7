import { z } from 'zod'
import { noteBriefed, storeBriefing } from '../records/briefing.ts'
import { scoresInForce, storeScores, type NewScore } from '../records/score.ts'
import { openTasks, taskById, type TaskRow } from '../records/task.ts'
import { compileBriefing } from './briefing.ts'
import { Percent, requireSameKeys } from './content.ts'
import { presentAt } from './hearing.ts'
import type { KindRules, StepChange } from './rules.ts'
import { decidedBy, given, isLeading, standing, withMinutes } from './silence.ts'
import { unitsOf, type PackUnit } from './units.ts'

const Evaluation = z.strictObject({ ratings: z.record(z.string(), Percent) })

/**
 * Each rater evaluates all units of the step once, 0 to 100, never the own unit. Raters are bodies of a role, the units of classes, or peers. What
 * the step `shows` them is compiled and frozen when it opens, and each rating is kept with it.
 */
export const evaluation: KindRules<'evaluation'> = {
  open: async (change) => {
    const { shows, attended } = change.spec
    const present = attended === undefined ? null : await presentAt(change.db, change.cycle, attended)
    if (shows) await storeBriefing(change, change.step.key, await compileBriefing(change, shows))
    const raters = ratersOf(change).filter(({ key }) => present === null || present.includes(key))
    const tasks = raters.map((rater) => ({
      key: rater.key,
      verb: 'submit' as const,
      assignee: rater.unit === undefined ? { body: rater.key } : { unit: rater.unit },
      title: `${change.step.name}：${rater.name}`,
      due: change.step.due_at ?? change.now,
    }))
    await openTasks(change, change.step.key, tasks)
  },
  content: (change, task) => (isLeading(task) ? withMinutes(change, Evaluation) : Evaluation),
  byDefault: async (change, task, silence) => {
    const scores = given(await scoresInForce(change.db, change.cycle, { input: change.spec.input }))
    const found = ratedBy(change, ownUnit(change, task)).map(({ key }) => {
      const others = scores.filter(({ unit }) => unit === key).map(({ value }) => ({ value, full: '100' }))
      return { unit: key, input: change.spec.input, item: task.key, value: standing(silence, '100', others) }
    })
    return found.some(({ value }) => value === null) ? null : (found as NewScore[])
  },
  accept: async (change, submission, task) => {
    const { ratings } = submission.content as z.infer<typeof Evaluation>
    const rated = ratedBy(change, ownUnit(change, task))
    requireSameKeys(
      rated.map((unit) => unit.key),
      Object.keys(ratings),
      task?.title ?? change.step.name,
    )
    const item = await raterOf(change, task)
    const scores = Object.entries(ratings).map(([unit, value]) => ({
      unit,
      input: change.spec.input,
      item,
      value,
      submission: submission.id,
      ...decidedBy(task, submission.content),
    }))
    await storeScores(change, scores)
    if (change.spec.shows) await noteBriefed(change, change.step.key, submission.id)
  },
}

/** Who rates, as scores name the rater: by the key of the own task, also where a leading body decides in its place. */
async function raterOf({ db, cycle }: StepChange, task: TaskRow | undefined): Promise<string> {
  return task?.stands_for ? (await taskById(db, cycle, task.stands_for)).key : (task?.key ?? '')
}

/** The unit that a rater is, by itself or as a body: nobody rates it. */
function ownUnit({ pack }: Pick<StepChange, 'pack'>, task: TaskRow | undefined): string | null {
  if (task?.assignee_unit) return task.assignee_unit
  return pack.roster.bodies.find(({ key }) => key === task?.assignee_body)?.unit ?? null
}

const PEERS = 'peers'
type Rater = { key: string; name: string; unit?: string }

/** What a rater evaluates: all units of the step but its own; peers only those of its own class. */
export function ratedBy({ pack, spec }: Pick<StepChange<'evaluation'>, 'pack' | 'spec'>, unit: string | null): PackUnit[] {
  const own = pack.roster.units.find((each) => each.key === unit)
  return unitsOf({ pack, spec }).filter((each) => each.key !== unit && (spec.raters !== PEERS || each.class === own?.class))
}

/** `raters: leader` are the bodies of that role; `raters: class:a,b` are the units of those classes; `raters: peers` are the units of the step that have others beside them in their class. */
function ratersOf(change: StepChange<'evaluation'>): Rater[] {
  const { pack, spec } = change
  if (spec.raters === PEERS)
    return unitsOf(change)
      .filter(({ key }) => ratedBy(change, key).length > 0)
      .map(({ key, name }) => ({ key, name, unit: key }))
  const classes = /^class:(.+)$/.exec(spec.raters)?.[1]?.split(',')
  if (classes === undefined) return pack.roster.bodies.filter((body) => body.role === spec.raters).map(({ key, name }) => ({ key, name }))
  return pack.roster.units.filter((unit) => classes.includes(unit.class)).map(({ key, name }) => ({ key, name, unit: key }))
}
