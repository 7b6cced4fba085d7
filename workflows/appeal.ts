import { settleAppeal } from './activities.ts'
import { untilDone } from './until-done.ts'

/** One unit's appeal: from the proven receipt of its feedback form until the window has passed or the answer is given. */
export async function appeal(cycle: string, unit: string): Promise<void> {
  await untilDone(() => settleAppeal(cycle, unit))
}
