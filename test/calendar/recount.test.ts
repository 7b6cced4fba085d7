import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateAt, layNotice, publishedTables, reckon, recount, tablesUntil, type Counting } from '../../calendar/index.ts'

const days = fc.integer({ min: Date.UTC(2017, 11, 1), max: Date.UTC(2018, 11, 1) }).map((ms) => new Date(ms).toISOString())
const counting = fc.record({ eventAt: days, workingDays: fc.nat(30) }).map((each): Counting => ({ what: 'due', event: '收到', atLeast: null, ...each })) // prettier-ignore
const before = tablesUntil(2017)
const after = layNotice(before, 2018, publishedTables['2018']!)

test('counted anew, what people rely on is never earlier without a decision, and what it comes to is what the new days say', () => {
  fc.assert(
    fc.property(counting, (each) => {
      const stands = reckon(each, before).instant
      const again = recount(each, { stands, open: true }, after)
      expect(again.becomes >= stands).toBe(true)
      expect(again.instant).toBe(reckon(each, after).instant)
      expect(again.becomes).toBe(again.instant > stands ? again.instant : stands)
    }),
  )
})

test('equal tables give equal dates, whichever way they were come by', () => {
  fc.assert(
    fc.property(counting, (each) => {
      const stands = reckon(each, before).instant
      expect(recount(each, { stands, open: true }, before)).toMatchObject({ becomes: stands, outcome: 'same' })
      expect(reckon(each, after).instant).toBe(reckon(each, tablesUntil(2018)).instant)
    }),
  )
})

test('a decision shortens, but leaves a whole working day after it', () => {
  fc.assert(
    fc.property(counting, days, (each, now) => {
      const stands = reckon(each, before).instant
      const again = recount(each, { stands, open: true, shortenAt: now }, after)
      expect(again.outcome === 'kept' ? again.becomes : stands).toBe(stands)
      if (again.outcome !== 'shortened') return
      expect(again.becomes < stands && again.becomes >= again.instant).toBe(true)
      expect(dateAt(again.becomes) > dateAt(now)).toBe(true)
    }),
  )
})
