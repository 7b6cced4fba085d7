import type { Client } from '@temporalio/client'

type Events = NonNullable<Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']>

/** What the server says of the last run of a workflow; undefined when it knows none. */
export const runOf = (client: Client, workflowId: string) =>
  client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => undefined)

/** All events that the server keeps of a workflow, of its last run. */
export async function historyOf(client: Client, workflowId: string): Promise<Events> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory()
  return events ?? []
}
