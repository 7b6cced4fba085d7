import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { workflowIds } from '../workflows/ids.ts'

/** What the design grants a step, in its own history. */
const BUDGET = 15

/** How many events the server keeps of a workflow that has ended; waits a moment for one that is just ending. */
export async function eventsOf(client: Client, workflowId: string): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { historyLength, status } = await client.workflow.getHandle(workflowId).describe()
    if (status.name === 'COMPLETED' || attempt === 200) return historyLength
    await sleep(25)
  }
}

/** The events of a year, counted on the server; of each step above the budget also how many signals it got, for each costs four to five. */
export async function eventsOfYear(client: Client, cycle: string, steps: readonly string[]) {
  const counts: number[] = []
  const overBudget: Record<string, { events: number; signals: number }> = {}
  for (const key of steps) {
    const events = await eventsOf(client, workflowIds.step(cycle, key))
    counts.push(events)
    if (events > BUDGET) overBudget[key] = { events, signals: await signalsOf(client, workflowIds.step(cycle, key)) }
  }
  const parent = await eventsOf(client, workflowIds.cycle(cycle))
  return { mostInAStep: Math.max(...counts), inParent: parent, inParentPerStep: Number((parent / steps.length).toFixed(2)), overBudget }
}

async function signalsOf(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory()
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length
}
