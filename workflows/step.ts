import { compute, settle } from './activities.ts'
import { untilDone } from './until-done.ts'

/** One step of the year: open when its time has come, computed if it is a computation, settled when everything is in or due. */
export async function step(cycle: string, key: string): Promise<void> {
  await untilDone(async () => {
    const progress = await settle(cycle, key)
    return progress.compute ? compute(cycle, key) : progress
  })
}
