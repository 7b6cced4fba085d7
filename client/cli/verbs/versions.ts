import type { Command } from 'commander'
import { registerCycleAmend } from './cycle-amend.ts'
import { registerCycleArchive } from './cycle-archive.ts'
import { registerCycleCarried } from './cycle-carried.ts'
import { registerCycleCircular } from './cycle-circular.ts'
import { registerCycleRoll } from './cycle-roll.ts'
import { registerCycleAmendments } from './cycle-amendments.ts'
import { registerCycleDecideAmendment } from './cycle-decide-amendment.ts'

/** What is done with the versions of the rules, and with whole years: adds it to the verbs of a cycle. */
export function registerVersions(cycle: Command): void {
  const amendments = [registerCycleAmend, registerCycleDecideAmendment, registerCycleAmendments]
  const ends = [registerCycleCircular, registerCycleArchive, registerCycleRoll, registerCycleCarried]
  for (const register of [...amendments, ...ends]) register(cycle)
}
