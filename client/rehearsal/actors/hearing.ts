import { dateAt } from '../../../calendar/index.ts'
import { speakingOrder } from '../../../steps/hearing.ts'
import { submit } from '../../verbs/submit.ts'
import type { Actor } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

/** The office records the meeting: all speak in the order that was drawn; one of the leaders could not come. */
export const recordHearing: Actor = (stage, task, step) => {
  const at = whenToAct(stage.chance, task, step)
  return [
    {
      name: `hearing/${task.step}`,
      at,
      run: async (as) => {
        const { pack, database: db, cycle, chance } = stage
        const leaders = pack.roster.bodies.filter(({ role }) => role === 'leader').map(({ key }) => key)
        const away = leaders.length > 1 ? chance.pick(leaders, 'away', task.step) : null
        const spoke = await speakingOrder({ db, cycle, pack, spec: step.spec })
        const present = [...leaders.filter((key) => key !== away), ...pack.roster.units.map(({ key }) => key)]
        return submit(as(actorOf(task)), { task: task.id, content: { on: dateAt(at), place: '区会议中心', spoke, present } })
      },
    },
  ]
}
