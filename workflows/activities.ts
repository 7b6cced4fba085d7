import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.ts'

/**
 * Short transactions run as local activities: one event each. A database that is away is tried again for as long as it takes; a refusal
 * is an error in the data and ends the workflow with its sentence.
 */
const local = proxyLocalActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '20 seconds', nonRetryableErrorTypes: ['Refusal'] },
})
export const { advance, settle, compute, settleAppeal, holdRound } = local

/** Mail may take long; its one retry policy is here. */
export const { sendDigests } = proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds', // a worker that was killed is noticed
  scheduleToCloseTimeout: '9 hours', // over before the next round
  retry: { initialInterval: '15 seconds', backoffCoefficient: 2, maximumInterval: '1 hour' },
})
