import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../records/database.ts'
import { chainEntries } from '../records/log.ts'

const PAUSE_MS = 500

/** Chains the log's new entries, batch after batch, until stopped; what is left then is chained before it ends. */
export function startSequencer(database: Database, onError: (sentence: string) => void): { stop(): Promise<void> } {
  let stopping = false
  const running = (async () => {
    for (;;) {
      const last = stopping
      try {
        if ((await chainEntries(database)) > 0) continue
      } catch (error) {
        onError(`日志串接失败，稍后重试：${error instanceof Error ? error.message : String(error)}`)
      }
      if (last) return
      await sleep(PAUSE_MS)
    }
  })()
  return {
    stop: async () => {
      stopping = true
      await running
    },
  }
}
