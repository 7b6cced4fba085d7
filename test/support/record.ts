import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'

/** Where the histories of released workflows are kept, one file each, replayed in the tests. */
export const historiesFolder = fileURLToPath(new URL('../histories', import.meta.url))

/** Writes the history of a finished workflow to a file that the replay test reads. */
export async function recordHistory(client: Client, workflowId: string, name: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory()
  fs.mkdirSync(historiesFolder, { recursive: true })
  fs.writeFileSync(path.join(historiesFolder, `${name}.json`), `${historyToJSON(history)}\n`)
}
