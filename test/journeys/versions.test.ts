import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyArchive } from '../../client/archive/verify.ts'
import { writeArchive } from '../../client/archive/write.ts'
import { readPack } from '../../client/packs.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import { Incident } from '../../client/rehearsal/incidents/index.ts'
import { closeCycle } from '../../client/verbs/close-cycle.ts'
import { roll } from '../../client/verbs/roll.ts'
import { computedUnit } from '../../client/views/explained.ts'
import { rankingView } from '../../client/views/ranking.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

const { pack } = readPack(fileURLToPath(new URL('../packs/county', import.meta.url)))
/** Between the first computation and the last, the county decides to publish one place only. */
const amended = Incident.parse({
  kind: 'amend',
  on: '2020-01-13',
  decided: '2020-01-14',
  document: '县考〔2020〕1 号',
  reason: '公布成绩取一位小数',
  changes: [{ path: 'scoring.published.places', value: '1' }],
})
let system: TestSystem
let cycle: string
let report: RehearsalReport

beforeAll(async () => {
  system = await startTestSystem()
  cycle = system.cycleId('amended-county')
  report = await rehearse({ database: system.database, pack, cycle, seed: 'county', incidents: [amended] })
}, 300_000)
afterAll(() => system.stop())

test('a year whose rules are amended between two computations ends under the new ones, and the old results read as they did', async () => {
  const scores = async (version: number) =>
    (await rankingView(system.database, cycle, version)).classes.flatMap(({ units }) => units.map(({ published }) => published))
  expect(await scores(1)).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+\.\d\d$/)]))
  expect((await scores(2)).every((score) => /^\d+\.\d$/.test(score ?? ''))).toBe(true)
  const { unit } = report.units[0]!
  const [old, now] = [await computedUnit(system.database, cycle, unit, 1), await computedUnit(system.database, cycle, unit, 2)]
  expect([old.pack.hash, now.pack.pack.previous, now.pack.pack.version]).toEqual([pack.hash, pack.hash, '2'])
})

test('the same seed amends and ends the same way, and what was interrupted goes on under the version in force', async () => {
  const again = system.cycleId('amended-county-again')
  const stop = new AbortController()
  const interrupted = rehearse({
    database: system.database,
    pack,
    cycle: again,
    seed: 'county',
    incidents: [amended],
    signal: stop.signal,
    onProgress: ({ date }) => date >= '2020-01-15' && stop.abort(),
  })
  await expect(interrupted).rejects.toThrow()
  const second = await rehearse({ database: system.database, pack, cycle: again, seed: 'county', incidents: [amended] })
  expect(second.resultHash).toBe(report.resultHash)
}, 300_000)

test('its dossier is the same whenever it is written, and proves itself; the next year takes over what is open, once', async () => {
  const folders = [0, 1].map(() => fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-versions-')))
  try {
    await closeCycle({ database: system.database, cycle, post: 'office#1' }, {})
    const [one, two] = [await writeArchive(system.database, cycle, folders[0]!), await writeArchive(system.database, cycle, folders[1]!)]
    expect(two.manifest).toBe(one.manifest)
    expect(verifyArchive(folders[0]!, one.manifest)).toMatchObject({ ok: true, faults: [] })
    expect(fs.readdirSync(path.join(folders[0]!, 'packs'))).toHaveLength(2)
  } finally {
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
  }
  const next = { from: cycle, id: `${cycle}-next`, pack, seed: '1', post: 'office#1', kind: 'rehearsal', clockAt: '2020-08-10T00:00:00.000Z' } as const
  const first = await roll(system.database, next)
  expect(await roll(system.database, next)).toEqual({ ...first, fresh: false })
}) // prettier-ignore
