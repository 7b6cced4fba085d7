import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const index = JSON.stringify(new URL('../../calendar/index.ts', import.meta.url).href)
const script = `
import { addWorkingDays, at, calendarVersion, dateAt, dayKind, due, dueText, endOfDay, startOfDay } from ${index}
const lines = [new Date(2018, 0, 1).getTimezoneOffset() === OFFSET, calendarVersion(), JSON.stringify(due('2018-02-09', 2))]
for (let ms = Date.UTC(2012, 0, 1); ms < Date.UTC(2028, 0, 1); ms += 86400000) {
  const date = new Date(ms).toISOString().slice(0, 10)
  lines.push([dayKind(date).kind, addWorkingDays(date, 3).date, addWorkingDays(date, -2).date, startOfDay(date), at(date, '02:30'),
    dateAt(new Date(ms + 57599999)), dateAt(new Date(ms + 57600000)), dueText(endOfDay(date))].join())
}
console.log(lines.join('\\n'))
`
function run(zone: string, offset: number): string[] {
  const args = ['--input-type=module-typescript', '--no-warnings', '--eval', script.replace('OFFSET', String(offset))]
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  return execFileSync(process.execPath, args, { cwd, env: { ...process.env, TZ: zone }, encoding: 'utf8', maxBuffer: 1 << 24 }).split('\n')
}

// New York and Shanghai never share a date for long, and New York has hours that do not exist.
test('every answer is the same whatever the zone of the machine', () => {
  const there = run('America/New_York', 300)
  const here = run('Asia/Shanghai', -480)
  expect([there[0], here[0]]).toEqual(['true', 'true'])
  expect(there.length).toBeGreaterThan(5840)
  expect(there).toEqual(here)
})
