import { dateAt } from '../../../calendar/index.ts'
import type { Instant } from '../../../records/schema.ts'
import type { Parameter } from '../../../scoring/index.ts'
import { submit } from '../../verbs/submit.ts'
import type { Actor } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

const ROUND_SUM = 1000
const [HIGHEST, FALL, LEAST] = [0.9, 0.15, 0.15]

/** The body that sets what the regulation leaves open: one document for all that the step asks for. */
export const setParameters: Actor = (stage, task, step) => [
  {
    name: `parameters/${task.step}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const { spec, pack } = { spec: step.spec, pack: stage.pack }
      const names = spec.kind === 'parameters' ? spec.names : []
      const values = names.map((name, place) => [name, plausible(pack.scoring.parameters[name], place, task.due_at)])
      return submit(as(actorOf(task)), {
        task: task.id,
        content: { values: Object.fromEntries(values) as unknown, document: '推演文件1号' },
      })
    },
  },
]

/** The day on which the step is due for a date; for a number a whole one within its bounds, each lower than the one asked for before, as lines of grades are. */
function plausible(declared: Parameter | undefined, place: number, due: Instant): string {
  if (declared?.type !== 'number') return dateAt(due)
  const [min, max] = [Number(declared.min ?? '0'), declared.max === undefined ? null : Number(declared.max)]
  if (max === null) return String(Math.max(Math.ceil(min), ROUND_SUM))
  return String(Math.max(Math.ceil(min), Math.floor(min + (max - min) * Math.max(HIGHEST - FALL * place, LEAST))))
}
