import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addWorkingDays, at, dateAt, dueDate, endOfDay, isWorkingDay, startOfDay, workingDaysBetween } from '../../calendar/index.ts'

const DAY_MS = 86_400_000
const FIRST = Date.UTC(2012, 0, 1) / DAY_MS
const LAST = Date.UTC(2026, 11, 31) / DAY_MS
const isoOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
const date = fc.integer({ min: FIRST, max: LAST }).map(isoOf)
const n = fc.integer({ min: -60, max: 60 })

test('adding n and counting gives n', () => {
  fc.assert(
    fc.property(date, n, (from, count) => {
      expect(workingDaysBetween(from, addWorkingDays(from, count).date)).toBe(count)
    }),
  )
})

test('n forward and n back return to a working day', () => {
  fc.assert(
    fc.property(
      date.filter((each) => isWorkingDay(each)),
      n,
      (from, count) => {
        expect(addWorkingDays(addWorkingDays(from, count).date, -count).date).toBe(from)
      },
    ),
  )
})

test('a later start or a larger n never gives an earlier day', () => {
  fc.assert(
    fc.property(date, date, n, fc.nat(20), (one, other, count, more) => {
      const [early, late] = one <= other ? [one, other] : [other, one]
      expect(addWorkingDays(early, count).date <= addWorkingDays(late, count).date).toBe(true)
      expect(addWorkingDays(one, count).date <= addWorkingDays(one, count + more).date).toBe(true)
    }),
  )
})

test('the days walked are every day in between, and those counted are the working ones', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 60 }), (from, count) => {
      const { date: to, days } = addWorkingDays(from, count)
      const start = Date.parse(from) / DAY_MS
      expect(days.map((day) => day.date)).toEqual(days.map((_day, i) => isoOf(start + 1 + i)))
      expect(days.at(-1)).toMatchObject({ date: to, counted: true, count })
      expect(days.filter((day) => day.counted).map((day) => day.count)).toEqual(Array.from({ length: count }, (_each, i) => i + 1))
    }),
  )
})

test('an instant lies within the day that it is said to lie in', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST * DAY_MS, max: LAST * DAY_MS }), (ms) => {
      const instant = new Date(ms).toISOString()
      const day = dateAt(instant)
      expect(startOfDay(day) <= instant && instant < endOfDay(day)).toBe(true)
      expect(dueDate(endOfDay(day))).toBe(day)
      expect(dateAt(at(day, '00:00'))).toBe(day)
    }),
  )
})
