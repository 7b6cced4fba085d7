import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { condition, continueAsNew, executeChild, ParentClosePolicy, setHandler, startChild, workflowInfo } from '@temporalio/workflow'
import { advance } from './activities.ts'
import { workflowIds } from './ids.ts'
import { changed } from './messages.ts'
import { rounds } from './rounds.ts'
import { step } from './step.ts'

/**
 * The year: starts each step of the plan as a child as soon as the steps before it have settled, and the daily round beside them.
 * What comes next is decided by `advance` from the rows; this story only keeps the order going.
 */
export async function annualCycle(cycle: string, roundsRun = false): Promise<void> {
  const running = new Set<string>()
  const wanted = new Set<string>()
  let mayHaveChanged = false
  setHandler(changed, (step) => {
    if (step !== undefined) wanted.add(step)
    mayHaveChanged = true
  })
  if (!roundsRun) {
    const workflowId = workflowIds.rounds(cycle)
    await startChild(rounds, { workflowId, args: [cycle], parentClosePolicy: ParentClosePolicy.ABANDON }).catch((error: unknown) => {
      // started by an earlier run of this story that did not end well
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    })
  }
  for (;;) {
    mayHaveChanged = false
    const { start, finished } = await advance(cycle)
    if (finished) return
    for (const key of start) {
      if (running.has(key)) continue
      running.add(key)
      wanted.delete(key)
      const over = executeChild(step, { workflowId: workflowIds.step(cycle, key), args: [cycle, key] })
      void over.then(
        () => {
          running.delete(key)
          mayHaveChanged = true
        },
        // Terminated by an administrator, or broken: it is started again when somebody wants it (retry), not by itself. The wish may
        // arrive before the server tells of the end.
        () => {
          running.delete(key)
          mayHaveChanged ||= wanted.has(key)
        },
      )
    }
    if (running.size === 0 && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof annualCycle>(cycle, true)
    await condition(() => mayHaveChanged)
  }
}
