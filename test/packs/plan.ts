import { expect, test } from 'vitest'
import { addWorkingDays } from '../../calendar/index.ts'

type Moment = string | { workingDays: string }
type Planned = { key: string; opens: Moment; due: Moment; after?: readonly string[]; reminders?: readonly string[] }
export type LatestYear = Map<string, { opens: string; due: string }>

/** The year if every step settles on its last day: the latest that the plan allows without being late. */
export function latestYear(plan: readonly Planned[]): LatestYear {
  const year: LatestYear = new Map()
  for (const { key, after = [], opens, due } of plan) {
    const settled = after.map((each) => year.get(each)!.due).toSorted().at(-1) // prettier-ignore
    const first = typeof opens === 'string' ? opens : addWorkingDays(settled!, Number(opens.workingDays)).date
    year.set(key, { opens: first, due: typeof due === 'string' ? due : addWorkingDays(first, Number(due.workingDays)).date })
  }
  return year
}

/** The test that every plan has to pass. */
export function isInOrder(plan: readonly Planned[], year: LatestYear): void {
  test('a step opens after what it waits for is due, and its reminders fall between its opening and its due day', () => {
    for (const { key, after = [], reminders = [] } of plan) {
      const { opens, due } = year.get(key)!
      for (const each of after) expect(year.get(each)!.due < opens, `${each} before ${key}`).toBe(true)
      expect(opens <= due, key).toBe(true)
      for (const n of reminders) expect(addWorkingDays(due, -Number(n)).date >= opens, `${key} ${n}`).toBe(true)
    }
  })
}
