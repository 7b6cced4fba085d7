import type { TaskRow } from '../../../records/task.ts'
import type { PlanStep } from '../../../scoring/index.ts'
import { ratedBy } from '../../../steps/evaluation.ts'
import { inputsFor } from '../../../steps/table.ts'
import { unitsReported } from '../../../steps/results.ts'
import type { PackUnit } from '../../../steps/units.ts'
import { readResults } from '../../excel/read-results.ts'
import { filledCsv, resultsForm } from '../../excel/results-form.ts'
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
      if (step.spec.kind !== 'evaluation') return Promise.resolve()
      const rated = ratedBy({ pack: stage.pack, spec: step.spec }, task.assignee_unit)
      const ratings = Object.fromEntries(rated.map((unit) => [unit.key, rating(stage, task, unit.key)]))
      return submit(as(actorOf(task)), { task: task.id, content: { ratings } })
    },
  },
]

/** Another office hands in its results: a score, raw points of full points where the pack wants both, or a table of facts; a survey agency as a file. */
export const handInResults: Actor = (stage, task, step) => [
  {
    name: task.unit === null ? `results/${task.step}` : `results/${task.step}/${task.unit}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const { spec, pack } = { spec: step.spec, pack: stage.pack }
      if (spec.kind !== 'results') return
      const results = resultsOf(stage, task, spec)
      const isAgency = pack.roster.bodies.some(({ key, role }) => key === task.assignee_body && role === 'survey')
      if (!isAgency || spec.inputs) return submit(as(actorOf(task)), { task: task.id, content: { results } })
      const form = resultsForm(pack, stage.cycle, spec, task)
      const bytes = Buffer.from(filledCsv(form, results))
      const evidence = [{ name: `${step.name}.csv`, mediaType: 'text/csv; charset=utf-8', bytes }]
      return submit(as(actorOf(task)), { task: task.id, content: await readResults(form, bytes, `${step.name}.csv`), evidence })
    },
  },
]

type Results = Record<string, string | { [column: string]: string }>

/** What an office finds, each time the same; `again`: what it finds when it counts again. */
export function resultsOf(stage: Stage, task: TaskRow, spec: Extract<PlanStep, { kind: 'results' }>, again = ''): Results {
  const { pack } = stage
  const counted = { ...task, key: `${task.key}${again}` }
  const pairs = `${spec.input}.raw` in pack.scoring.inputs
  const value = (unit: string) => (pairs ? { raw: rating(stage, counted, unit), full: '100' } : rating(stage, counted, unit))
  const row = (unit: PackUnit) =>
    Object.fromEntries(inputsFor(pack, spec.inputs ?? [], unit).map((input) => [input, told(stage, unit.key, input)]))
  return Object.fromEntries(unitsReported({ pack, spec }, task).map((unit) => [unit.key, spec.inputs ? row(unit) : value(unit.key)]))
}

const RARE = 0.1
const SPREAD = 60
const UPPER = 0.65

/** A fact of a table as somebody might find it: a flag holds for one unit in ten, a word or a whole number is any that the pack allows, a measure lies in the upper part. */
function told({ pack, chance }: Stage, unit: string, input: string): string {
  const declared = pack.scoring.inputs[input]
  const who = ['table', input, unit]
  if (declared?.type === 'flag') return String(chance.of(...who) < RARE)
  if (declared?.type === 'choice') return chance.pick(declared.values, ...who)
  const { min = '0', max, whole } = declared?.type === 'number' ? declared : {}
  const [from, to] = [Number(min), max === undefined ? Number(min) + SPREAD : Number(max)]
  return String(chance.whole(whole === 'true' ? from : Math.ceil(from + (to - from) * UPPER), to, ...who))
}
