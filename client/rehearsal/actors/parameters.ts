import { dateAt } from '../../../calendar/index.ts'
import type { Parameter } from '../../../scoring/index.ts'
import { submit } from '../../verbs/submit.ts'
import type { Actor } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

/** The body that sets what the regulation leaves open names the least that is allowed, and the last day of its own window for a date. */
export const setParameters: Actor = (stage, task, step) => [
  {
    name: `parameters/${task.step}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => {
      const { spec, pack } = { spec: step.spec, pack: stage.pack }
      const names = spec.kind === 'parameters' ? spec.names : []
      const value = (declared: Parameter | undefined) =>
        declared?.type === 'number' ? (declared.min ?? declared.max ?? '1') : dateAt(task.due_at)
      const values = Object.fromEntries(names.map((name) => [name, value(pack.scoring.parameters[name])]))
      return submit(as(actorOf(task)), { task: task.id, content: { values, document: '推演文件1号' } })
    },
  },
]
