import type { Client } from '@temporalio/client'
import { setTimeout as sleep } from 'node:timers/promises'

/** How many events the server keeps of a workflow that has ended; waits a moment for one that is just ending. */
export async function eventsOf(client: Client, workflowId: string): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { historyLength, status } = await client.workflow.getHandle(workflowId).describe()
    if (status.name === 'COMPLETED' || attempt === 200) return historyLength
    await sleep(25)
  }
}
