import type { Command } from 'commander'
import { family } from '../verb.ts'
import { VERBS } from '../words.ts'
import { registerCycleChanges } from './cycle-changes.ts'
import { registerCycleList } from './cycle-list.ts'
import { registerCycleOpen } from './cycle-open.ts'
import { registerCyclePause, registerCycleResume } from './cycle-pause.ts'
import { registerCycleReschedule } from './cycle-reschedule.ts'
import { registerCycleRetry } from './cycle-retry.ts'
import { registerCycleStatus } from './cycle-status.ts'
import { registerCycleStuck } from './cycle-stuck.ts'
import { registerSupervision } from './supervision.ts'
import { registerVersions } from './versions.ts'

/** Adds it to the command line. */
export function registerCycle(program: Command): void {
  const cycle = family(program, 'cycle', VERBS.cycle)
  const verbs = [registerCycleOpen, registerCycleStatus, registerCycleStuck, registerCycleChanges, registerCycleList, registerCycleRetry]
  for (const register of [...verbs, registerCycleReschedule, registerCyclePause, registerCycleResume]) register(cycle)
  registerVersions(cycle)
  registerSupervision(cycle)
}
