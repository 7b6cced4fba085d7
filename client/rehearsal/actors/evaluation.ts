import type { TaskRow } from '../../../records/task.ts'
import { unitsOf } from '../../../steps/units.ts'
import { submit } from '../../verbs/submit.ts'
import type { Actor, Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

const rating = ({ chance }: Stage, task: TaskRow, unit: string): string =>
  `${chance.whole(80, 97, 'rate', task.step, task.key, unit)}.${chance.whole(0, 9, 'tenth', task.step, task.key, unit)}`

/** Leaders and departments rate every unit of the step but their own. */
export const evaluate: Actor = (stage, task, step) => [
  {
    name: `evaluate/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const rated = unitsOf({ pack: stage.pack, spec: step.spec }).filter((unit) => unit.key !== task.assignee_unit)
      const ratings = Object.fromEntries(rated.map((unit) => [unit.key, rating(stage, task, unit.key)]))
      return submit(as(actorOf(task)), { task: task.id, content: { ratings } })
    },
  },
]

/** Another office hands in its results: a score, or raw points of full points where the pack wants both. */
export const handInResults: Actor = (stage, task, step) => [
  {
    name: `results/${task.step}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const { spec, pack } = { spec: step.spec, pack: stage.pack }
      const pairs = 'input' in spec && `${spec.input}.raw` in pack.scoring.inputs
      const value = (unit: string) => (pairs ? { raw: rating(stage, task, unit), full: '100' } : rating(stage, task, unit))
      const results = Object.fromEntries(unitsOf({ pack, spec }).map((unit) => [unit.key, value(unit.key)]))
      return submit(as(actorOf(task)), { task: task.id, content: { results } })
    },
  },
]
