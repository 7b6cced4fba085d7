import { activityInfo, heartbeat } from '@temporalio/activity'

const BEAT_MS = 5_000

/** Tells the server that this worker still lives while it works: one that was killed is noticed within half a minute, not after the whole time of an attempt. */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  if (!isActivity()) return work()
  const beat = setInterval(() => heartbeat(), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}

/** Tests call activities as the functions they are. */
function isActivity(): boolean {
  try {
    return !activityInfo().isLocal
  } catch {
    return false
  }
}
