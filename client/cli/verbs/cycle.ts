import type { Command } from 'commander'
import { family } from '../verb.ts'
import { VERBS } from '../words.ts'
import { registerCycleAmend } from './cycle-amend.ts'
import { registerCycleAmendments } from './cycle-amendments.ts'
import { registerCycleDecideAmendment } from './cycle-decide-amendment.ts'
import { registerCycleList } from './cycle-list.ts'
import { registerCycleOpen } from './cycle-open.ts'
import { registerCycleRetry } from './cycle-retry.ts'
import { registerCycleStatus } from './cycle-status.ts'

/** Adds it to the command line. */
export function registerCycle(program: Command): void {
  const cycle = family(program, 'cycle', VERBS.cycle)
  const reading = [registerCycleStatus, registerCycleList, registerCycleAmendments]
  const acting = [registerCycleRetry, registerCycleAmend, registerCycleDecideAmendment]
  for (const register of [registerCycleOpen, ...reading, ...acting]) register(cycle)
}
