import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../records/database.ts'
import { chainBatch } from '../records/log.ts'

/** The pause when nothing was there, and when something was: whoever writes all the time is chained in batches. */
const PAUSE_MS = 500
const SHORT_PAUSE_MS = 100
/** So often everything is looked through, for entries of a transaction that took very long. */
const ALL_MS = 60_000

/** Chains the log's new entries, batch after batch, until stopped; what is left then is chained before it ends. */
export function startSequencer(database: Database, onError: (sentence: string) => void): { stop(): Promise<void> } {
  let stopping = false
  const running = (async () => {
    let [after, all] = [0, performance.now()]
    for (;;) {
      const last = stopping
      let pause = PAUSE_MS
      try {
        if (last || performance.now() - all > ALL_MS) [after, all] = [0, performance.now()]
        const pass = await chainBatch(database, after)
        after = pass.after
        if (pass.full || (last && pass.chained > 0)) continue
        if (pass.chained > 0) pause = SHORT_PAUSE_MS
      } catch (error) {
        onError(`日志串接失败，稍后重试：${error instanceof Error ? error.message : String(error)}`)
      }
      if (last) return
      await sleep(pause)
    }
  })()
  return {
    stop: async () => {
      stopping = true
      await running
    },
  }
}
