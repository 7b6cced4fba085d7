import { ApplicationFailure } from '@temporalio/common'
import { Refusal } from '../records/refusal.ts'

type Functions = Record<string, (...args: never[]) => Promise<unknown>>

/** Only an ApplicationFailure may leave an activity on purpose: a refusal is wrong data and is not tried again, anything else is. */
export function asFailures<T extends Functions>(functions: T): T {
  const wrapped = Object.entries(functions).map(([name, run]) => [name, guard(run)])
  return Object.fromEntries(wrapped) as T
}

const guard =
  (run: Functions[string]) =>
  async (...args: never[]): Promise<unknown> => {
    try {
      return await run(...args)
    } catch (error) {
      if (error instanceof Refusal) throw ApplicationFailure.nonRetryable(error.message, 'Refusal', error.code)
      throw error
    }
  }
