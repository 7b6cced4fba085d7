// The workflows as a careless change would leave them: the step now waits a day first. Replay has to notice.
import { sleep } from '@temporalio/workflow'
import { settle } from '../../../workflows/activities.ts'
import { untilDone } from '../../../workflows/until-done.ts'

export { annualCycle } from '../../../workflows/annual-cycle.ts'
export { appeal } from '../../../workflows/appeal.ts'
export { rounds } from '../../../workflows/rounds.ts'

export async function step(cycle: string, key: string): Promise<void> {
  await sleep('1 day')
  await untilDone(() => settle(cycle, key))
}
