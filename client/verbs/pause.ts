import { z } from 'zod'
import { dateAt } from '../../calendar/index.ts'
import { tellEverybody } from '../../records/moved-notices.ts'
import { pausedWords, pauseOf } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Clocks, Id } from '../../records/schema.ts'
import { lockDates } from '../../records/step.ts'
import { change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import type { Call } from './verb.ts'

const Pause = z.strictObject({ clocks: z.enum(['kept', 'stopped']), document: Text, reason: Text })
/** `clocks`: whether due dates stand (`kept`) or are moved on by the working days of the pause (`stopped`), once it is over. */
export type PauseInput = z.infer<typeof Pause>
export type Paused = { pause: Id; since: string; clocks: Clocks }

/** What a pause does to due dates, in words. */
export const CLOCKS: Record<Clocks, string> = {
  kept: '期限不变，暂停期间届满的，恢复后另给一个完整工作日',
  stopped: '期限中止计算，恢复后按暂停的工作日数顺延',
}

/**
 * Has a year stand still: nothing is taken in, decided, opened, lapsed or reminded of until it is resumed. Each unit and body is told once.
 * Sent again with the same document it is done once.
 * @throws Refusal `wrong-role`, `bad-input`, `already-done` when it stands still by another document, `conflict` when all steps have settled
 */
export async function pause(call: Call, input: PauseInput): Promise<Paused> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const { clocks, document, reason } = parseContent(Pause, input, '暂停')
    const steps = await lockDates(open.db, call.cycle)
    const running = await pauseOf(open.db, call.cycle)
    if (running?.document === document && running.clocks === clocks) return { pause: running.id, since: running.at, clocks }
    if (running) throw new Refusal('already-done', `${pausedWords(running)}，不能再次暂停，未予保存。`)
    if (steps.length === 0) throw new Refusal('conflict', '各环节已全部办结，不能暂停，未予保存。')
    const row = { cycle: call.cycle, clocks, document, reason, by_post: open.post, at: open.now }
    const { id } = await open.db.insertInto('pause').values(row).returning('id').executeTakeFirstOrThrow()
    await tellEverybody(open, {
      key: `paused/${id}`,
      kind: 'paused',
      title: '年度考评暂停',
      detail: `${document}：${reason}（${CLOCKS[clocks]}）`,
    })
    await open.log('pause', document, { pause: id, clocks, reason, on: dateAt(open.now) })
    return { pause: id, since: open.now, clocks }
  })
}
