import { ApplicationFailure } from '@temporalio/common'
import { endBreakdown, noteBreakdown, type Doing } from '../records/breakdown.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'

type Functions = Record<string, (...args: never[]) => Promise<unknown>>

/**
 * Only an ApplicationFailure may leave an activity on purpose: a refusal is wrong data and is not tried again, anything else is. What failed is
 * written down, so that people read why the year does not move, and again when it went well; a process looks once whether the one before it had failed.
 */
export function asFailures<T extends Functions>(database: Database, functions: T): T {
  const sound = new Set<string>()
  const wrapped = Object.entries(functions).map(([name, run]) => [name, guard(database, name, run, sound)])
  return Object.fromEntries(wrapped) as T
}

const guard =
  (database: Database, activity: string, run: Functions[string], sound: Set<string>) =>
  async (...args: never[]): Promise<unknown> => {
    const [cycle = '', subject = ''] = args as string[]
    const doing: Doing = { cycle, activity, subject }
    const name = JSON.stringify(doing)
    try {
      const result = await run(...args)
      if (!sound.has(name)) await quietly(endBreakdown(database, doing).then(() => sound.add(name)))
      return result
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error // letters say themselves what became of them
      sound.delete(name)
      await quietly(noteBreakdown(database, doing, error instanceof Error ? error.message : String(error), error instanceof Refusal))
      if (error instanceof Refusal) throw ApplicationFailure.nonRetryable(error.message, 'Refusal', error.code)
      throw error
    }
  }

/** Where the database is away nothing can be written down, and that it is away is said by the error itself. */
const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined)
