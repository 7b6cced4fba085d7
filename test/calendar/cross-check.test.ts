import { execFileSync } from 'node:child_process'
import { LegalHoliday } from 'tyme4ts'
import { expect, test } from 'vitest'
import { dayKind } from '../../calendar/index.ts'

const DAY_MS = 86_400_000
const days = Array.from({ length: 5479 }, (_each, i) => new Date(Date.UTC(2012, 0, 1) + i * DAY_MS).toISOString().slice(0, 10))

test('the table covers 2012-01-01 to 2026-12-31', () => {
  expect([days[0], days.at(-1)]).toEqual(['2012-01-01', '2026-12-31'])
})

// West of Greenwich chinese-days mixes local and UTC days, so it is asked in UTC, in a process of its own. Ours: see zone.test.ts.
const asked = `
import chineseDays from 'chinese-days'
console.log(JSON.stringify(${JSON.stringify(days)}.filter((date) => chineseDays.isWorkday(date))))
`
test('chinese-days agrees on each of the 5,479 days', () => {
  const env = { ...process.env, TZ: 'UTC' }
  const args = ['--input-type=module', '--eval', asked]
  const worked = JSON.parse(execFileSync(process.execPath, args, { env, cwd: import.meta.dirname, encoding: 'utf8' })) as string[]
  expect(days.filter((date) => dayKind(date).working)).toEqual(worked)
})

// Two make-up days of 国办发明电〔2012〕33号 (4月7日（星期日）上班; 9月29日、10月12日上班) are absent from tyme4ts 1.5.2.
const absent = ['2013-04-07', '2013-10-12']
test('tyme4ts agrees on all of them but two that it lacks', () => {
  const differing = days.filter((date) => {
    const [year, month, day] = date.split('-').map(Number) as [number, number, number]
    const legal = LegalHoliday.fromYmd(year, month, day)
    const week = new Date(Date.parse(date)).getUTCDay() % 6 !== 0
    return (legal === null ? week : legal.isWork()) !== dayKind(date).working
  })
  expect(differing).toEqual(absent)
})
