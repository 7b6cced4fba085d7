import { condition, setHandler } from '@temporalio/workflow'
import { changed, type Progress } from './messages.ts'

const SHORTEST_WAIT_MS = 1

/**
 * Asks how far something is until it is done. The flag goes down before each question: a signal that arrives while the activity runs
 * would be lost otherwise, and the wait would never end. Without a time to wait (a rehearsal) only a signal leads on.
 */
export async function untilDone(ask: () => Promise<Progress>): Promise<void> {
  let mayHaveChanged = false
  setHandler(changed, () => {
    mayHaveChanged = true
  })
  for (;;) {
    mayHaveChanged = false
    const { done, waitMs } = await ask()
    if (done) return
    if (waitMs === undefined) await condition(() => mayHaveChanged)
    else await condition(() => mayHaveChanged, Math.max(waitMs, SHORTEST_WAIT_MS))
  }
}
