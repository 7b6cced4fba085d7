import type { Clock } from '../records/clock.ts'
import { cycleClock } from '../records/clock.ts'
import type { Database } from '../records/database.ts'
import type { Mailer } from '../notices/index.ts'
import { advance } from './advance.ts'
import { beating } from './beating.ts'
import { compute } from './compute.ts'
import { asFailures } from './failures.ts'
import { holdRound } from './hold-round.ts'
import { sendDigests } from './send-digests.ts'
import { settleAppeal } from './settle-appeal.ts'
import { settle } from './settle.ts'

/** What activities work with. Without a mailer digests are kept, and can be read in the CLI. */
export type Means = { database: Database; clock?: Clock; mailer?: Mailer | undefined }

/** The activities that workflows call, bound to their means. A refusal leaves as a failure that is not tried again. */
export function activities({ database, clock = cycleClock, mailer }: Means) {
  return asFailures(database, {
    advance: (cycle: string) => advance(database, clock, cycle),
    settle: (cycle: string, step: string) => settle(database, clock, cycle, step),
    compute: (cycle: string, step: string) => compute(database, clock, cycle, step),
    settleAppeal: (cycle: string, unit: string) => settleAppeal(database, clock, cycle, unit),
    holdRound: (cycle: string) => holdRound(database, clock, cycle, mailer !== undefined),
    sendDigests: (cycle: string) => beating(() => sendDigests(database, clock, cycle, mailer)),
  })
}

export type Activities = ReturnType<typeof activities>
