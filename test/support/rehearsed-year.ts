import fs from 'node:fs'
import path from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, inject } from 'vitest'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import { openDatabase, type Database } from '../../records/database.ts'
import type { Pack } from '../../scoring/index.ts'
import { cloneDatabase, once } from './database.ts'
import { readPack } from './packs.ts'
import { startTestSystem } from './system.ts'

const KEPT = 'niankao_rehearsed'
export const SEED = 'year-2017'

/** A year of 大石桥 2017 that was rehearsed without any disturbance. */
export type RehearsedYear = { pack: Pack; cycle: string; report: RehearsalReport; database: Database; client: Client }

/**
 * The report of the undisturbed year. It is rehearsed once in a run of tests, by whichever file asks first; the others wait for it. Its database is
 * kept, its workflows stay on the Temporal server.
 */
export async function rehearsedReport(pack: Pack = readPack('dashiqiao-2017')): Promise<RehearsalReport> {
  const file = path.join(path.dirname(inject('bundle')), 'rehearsed.json')
  await once(KEPT, async () => {
    const clone = await cloneDatabase()
    const system = await startTestSystem({ clone })
    const report = await rehearse({ database: system.database, pack, cycle: system.cycleId('rehearsed'), seed: SEED }).finally(system.stop)
    fs.writeFileSync(file, JSON.stringify(report))
    await clone.keepAs(KEPT)
  })
  return JSON.parse(fs.readFileSync(file, 'utf8')) as RehearsalReport
}

/** The undisturbed year for the tests of a file, in a database of their own. */
export function useRehearsedYear(): RehearsedYear {
  const pack = readPack('dashiqiao-2017')
  const year = { pack } as RehearsedYear
  let end = async (): Promise<void> => {}
  beforeAll(async () => {
    const report = await rehearsedReport(pack)
    const clone = await cloneDatabase(KEPT)
    const database = openDatabase(clone.url)
    const connection = await Connection.connect({ address: inject('temporal') })
    Object.assign(year, { report, cycle: report.cycle, database, client: new Client({ connection }) })
    end = async () => {
      await Promise.all([database.destroy(), connection.close()])
      await clone.drop()
    }
  }, 300_000)
  afterAll(() => end())
  return year
}
