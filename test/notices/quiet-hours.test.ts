import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateAt, isWorkingDay } from '../../calendar/index.ts'
import { quietHours } from '../../notices/index.ts'

const beijing = (time: string) => new Date(`${time}+08:00`).toISOString()

test.each([
  ['2018-02-09T07:59:59.999', '2018-02-09T08:00', 'before eight'],
  ['2018-02-09T18:00', '2018-02-11T08:00', 'Friday evening: Sunday is worked'],
  ['2018-02-10T12:00', '2018-02-11T08:00', 'a free Saturday'],
  ['2018-02-14T18:00', '2018-02-22T08:00', 'the eve of the Spring Festival'],
  ['2018-02-16T09:00', '2018-02-22T08:00', 'New Year itself, a Friday'],
  ['2018-02-11T23:59', '2018-02-12T08:00', 'the night after a worked Sunday'],
])('%s is quiet until %s: %s', (now, next) => {
  expect(quietHours(beijing(now))).toEqual({ quiet: true, next: beijing(next) })
})

test.each(['2018-02-09T08:00', '2018-02-09T17:59:59.999', '2018-02-11T12:00'])('%s is not quiet', (now) => {
  expect(quietHours(beijing(now))).toEqual({ quiet: false, next: beijing(now) })
})

test('a holiday entered by an administrator is quiet', () => {
  const tables = { '2018': { off: [['2018-02-09', '2018-02-09']], work: [] } } as const
  expect(quietHours(beijing('2018-02-09T12:00'), tables)).toEqual({ quiet: true, next: beijing('2018-02-11T08:00') })
})

test('the next instant is never earlier, never quiet, and no allowed instant lies between', () => {
  const instants = fc.date({ min: new Date('2012-01-02T00:00:00Z'), max: new Date('2026-12-20T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, (date) => {
      const { quiet, next } = quietHours(date.toISOString())
      expect(Date.parse(next)).toBeGreaterThanOrEqual(date.getTime())
      expect(quietHours(next)).toEqual({ quiet: false, next })
      if (!quiet) return
      const hoursBetween = Math.floor((Date.parse(next) - 1 - date.getTime()) / 3_600_000)
      for (let hour = 0; hour <= hoursBetween; hour++) {
        const between = new Date(date.getTime() + hour * 3_600_000)
        const clock = new Date(between.getTime() + 8 * 3_600_000).getUTCHours()
        expect(isWorkingDay(dateAt(between)) && clock >= 8 && clock < 18).toBe(false)
      }
    }),
    { numRuns: 300 },
  )
})

test('an instant without a zone is refused', () => {
  expect(() => quietHours('2018-02-09T12:00')).toThrow()
})
