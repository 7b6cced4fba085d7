import type { Command } from 'commander'
import { registerCycleAmend } from './cycle-amend.ts'
import { registerCycleAmendments } from './cycle-amendments.ts'
import { registerCycleDecideAmendment } from './cycle-decide-amendment.ts'

/** What is done with the versions of the rules, and with whole years: adds it to the verbs of a cycle. */
export function registerVersions(cycle: Command): void {
  for (const register of [registerCycleAmend, registerCycleDecideAmendment, registerCycleAmendments]) register(cycle)
}
