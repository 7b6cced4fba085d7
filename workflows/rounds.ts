import { condition, continueAsNew, setHandler } from '@temporalio/workflow'
import { holdRound, sendDigests } from './activities.ts'
import { changed } from './messages.ts'

const ROUNDS_IN_ONE_HISTORY = 100
const SHORTEST_WAIT_MS = 1

/** The daily round of a cycle: opens what opens today, reminds, and has one digest sent to each person. */
export async function rounds(cycle: string): Promise<void> {
  let mayHaveChanged = false
  setHandler(changed, () => {
    mayHaveChanged = true
  })
  let sending = Promise.resolve()
  for (let round = 0; round < ROUNDS_IN_ONE_HISTORY; round++) {
    mayHaveChanged = false
    const { done, waitMs, mail } = await holdRound(cycle)
    // mail never holds the round up: what could not be handed over today is taken up by the next round
    if (mail) sending = sending.then(() => sendDigests(cycle)).catch(() => {})
    if (done) return await sending
    if (waitMs === undefined) await condition(() => mayHaveChanged)
    else await condition(() => mayHaveChanged, Math.max(waitMs, SHORTEST_WAIT_MS))
  }
  await sending
  await continueAsNew<typeof rounds>(cycle)
}
