import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const root = fileURLToPath(new URL('../..', import.meta.url))
const run = (zone: string, args: string[]) =>
  execFileSync(process.execPath, ['--no-warnings', ...args], {
    cwd: root,
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
const at = (file: string) => JSON.stringify(new URL(file, new URL('../../', import.meta.url)).href)
/** Opens a cycle, lets it find its dates, publishes a notice, and tells all dates of all rows. */
const script = (cycle: string) => `
import { advance } from ${at('activities/advance.ts')}
import { openCycle } from ${at('client/verbs/open-cycle.ts')}
import { publishCalendar } from ${at('client/verbs/publish-calendar.ts')}
import { cycleClock } from ${at('records/clock.ts')}
import { openDatabase } from ${at('records/database.ts')}
import { nextRound } from ${at('records/rounds.ts')}
import { parsePack } from ${at('scoring/index.ts')}
import { smallPackFiles } from ${at('test/support/small-pack/files.ts')}
const database = openDatabase(${JSON.stringify(base.url)})
const cycle = '${cycle}'
const { pack } = parsePack(smallPackFiles)
// 00:30 of 3 May in Beijing, which is the day before in New York and in UTC
await openCycle(database, { id: cycle, pack, seed: '1', post: '考核办#1', kind: 'rehearsal', clockAt: '2017-05-02T16:30:00.000Z', calendarUntil: 2017 })
await advance(database, cycleClock, cycle)
const call = { database, cycle, post: '考核办#1' }
const { days } = await publishCalendar(call, { content: { year: '2018', off: [['2018-02-15', '2018-02-21']], work: ['2018-02-11'] }, document: '文' })
const steps = await database.selectFrom('step').select(['key', 'opens_at', 'due_at', 'retroactive']).where('cycle', '=', cycle).orderBy('ord').execute()
const tasks = await database.selectFrom('task').select(['key', 'title', 'due_at']).where('cycle', '=', cycle).orderBy('id').execute()
const round = await nextRound(database, cycle, '2017-05-02T16:30:00.000Z')
console.log(JSON.stringify({ offset: new Date(2017, 6, 1).getTimezoneOffset(), days, steps, tasks, round }))
await database.destroy()
`

test('complaint 18: dates, deadlines and results are the same whatever the time zone of the machine', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zone-'))
  try {
    const facts = path.join(folder, 'facts.yaml')
    fs.writeFileSync(facts, run('UTC', ['client/cli/main.ts', 'template', 'heshan-2013', '--sample', '1']))
    const zones = ['UTC', 'America/New_York', 'Asia/Shanghai']
    const found = zones.map((zone, place) => {
      const { offset, ...rows } = JSON.parse(run(zone, ['--input-type=module-typescript', '--eval', script(`zone-${place}`)])) as Record<
        string,
        unknown
      >
      const scored = run(zone, ['client/cli/main.ts', 'score', 'heshan-2013', facts, '--json'])
      const counted = run(zone, ['client/cli/main.ts', 'workdays', '2018-02-09', '2'])
      return { offset, rows, scored, counted }
    })
    expect(found.map(({ offset }) => offset)).toEqual([0, 240, -480])
    expect(found[0]?.rows['tasks']).not.toEqual([])
    const same = found.map(({ rows, scored, counted }) => ({ rows, scored, counted }))
    expect(same[1]).toEqual(same[0])
    expect(same[2]).toEqual(same[0])
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
