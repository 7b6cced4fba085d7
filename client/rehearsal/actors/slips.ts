import { addWorkingDays, dateAt, due } from '../../../calendar/index.ts'
import { ladderOf } from '../../../records/ladder.ts'
import { performersOf } from '../../../records/performer.ts'
import type { SlipRow } from '../../../records/slip.ts'
import { taskById } from '../../../records/task.ts'
import { answerSlip } from '../../verbs/answer-slip.ts'
import type { Action, Stage } from '../action.ts'
import { stalledUntil } from '../incidents/stall.ts'
import { actorOf } from '../posts.ts'
import { timeOfDay } from '../working-hours.ts'

/** Whoever gets a slip answers on the next working day, unless the matter is done by then. Whoever stalls lets the first one pass. */
export async function answerLater(stage: Stage, slip: SlipRow): Promise<Action[]> {
  const { database, cycle, chance } = stage
  const task = await taskById(database, cycle, slip.matter)
  if (slip.rung === 1 && stalledUntil(stage, task) !== null) return []
  const name = `slip/${slip.number}`
  const run: Action['run'] = async (as) => {
    const [{ state }, now, ladder] = [await taskById(database, cycle, slip.matter), await clockOf(stage), await ladderOf(database, cycle)]
    const days = ladder?.rungs[slip.rung - 1]?.days ?? '0'
    if (state !== 'open') return
    const able = (await performersOf(database, task.id, now)).map(({ post }) => post)
    const post = able.includes(actorOf(task)) ? actorOf(task) : able[0]
    if (post === undefined) return // nobody is there to answer
    const by = due(dateAt(now), Number(days)).date
    return answerSlip(as(post), { task: task.id, measures: '已明确专人，补齐材料后报送', by })
  }
  return [{ name, at: timeOfDay(addWorkingDays(dateAt(slip.at), 1).date, chance.of('time', name)), run }]
}

async function clockOf({ database, cycle }: Stage): Promise<string> {
  const row = await database.selectFrom('cycle').select('clock_at').where('id', '=', cycle).executeTakeFirstOrThrow()
  return row.clock_at ?? ''
}
