import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import type { Database } from '../../records/database.ts'
import { amendmentsOf } from '../../records/amendment.ts'
import { dossierComputation, dossierResults, dossierRows, dossierTables } from '../../records/dossier.ts'
import { chainEntries, exportLog } from '../../records/log.ts'
import { packByHash } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { packToJson } from '../../scoring/index.ts'
import { circularView } from '../views/circular.ts'
import { circularText } from '../circular-text.ts'
import { indexText } from './index-page.ts'

export type Archived = { folder: string; files: number; bytes: number; manifest: string; head: string | null }
/** Files by their names in the folder, as they are made: none is held longer than it takes to write it. */
type Files = AsyncGenerator<{ name: string; bytes: Buffer | string }>

export const MANIFEST = 'MANIFEST.sha256'

/**
 * Writes the dossier of a closed year to a new or empty folder: the same year always gives the same bytes. @returns the hash of the manifest, which
 * stands for all of it @throws Refusal `conflict` unless the year is closed, `bad-input` for a folder that holds something
 */
export async function writeArchive(database: Database, cycle: string, folder: string): Promise<Archived> {
  const row = await database.selectFrom('cycle').select('state').where('id', '=', cycle).executeTakeFirst()
  if (!row) throw new Refusal('not-found', `没有名为“${cycle}”的年度考评周期；用 cycle list 查看现有周期。`)
  if (row.state !== 'closed') throw new Refusal('conflict', `周期“${cycle}”还没有结束，不能写出全年档案。`)
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0)
    throw new Refusal('bad-input', `文件夹 \`${folder}\` 应为新的或空的，实际已有文件，未予写入。`)
  const lines: string[] = []
  const total = { files: 0, bytes: 0 }
  const put = (name: string, bytes: Buffer | string): void => {
    const file = path.join(folder, ...name.split('/'))
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, bytes)
    lines.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
    total.files++
    total.bytes += Buffer.byteLength(bytes)
  }
  while ((await chainEntries(database)) > 0);
  for await (const { name, bytes } of filesOf(database, cycle)) put(name, bytes)
  put('index.md', await indexText(database, cycle, total.files + 1))
  const manifest = lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('')
  fs.writeFileSync(path.join(folder, MANIFEST), manifest)
  const head = (await exportLog(database, cycle)).at(-1)?.hash ?? null
  return { folder, ...total, manifest: createHash('sha256').update(manifest).digest('hex'), head }
}

async function* filesOf(database: Database, cycle: string): Files {
  const { pack: opened } = await database.selectFrom('cycle').select('pack').where('id', '=', cycle).executeTakeFirstOrThrow()
  const packs = new Set([opened, ...(await amendmentsOf(database, cycle)).map(({ to_pack }) => to_pack)])
  for (const hash of packs) yield { name: `packs/${hash}.json`, bytes: packToJson(await packByHash(database, hash)) }
  for (const [table, columns] of await dossierTables(database))
    yield { name: `facts/${table}.jsonl`, bytes: jsonLines(await dossierRows(database, table, columns, cycle)) }
  yield { name: 'facts/cycle.jsonl', bytes: jsonLines([JSON.stringify(await cycleRow(database, cycle))]) }
  yield* evidenceOf(database, cycle)
  const computations = await database.selectFrom('computation').select('version').where('cycle', '=', cycle).orderBy('version').execute()
  for (const { version } of computations) {
    yield { name: `results/${version}/computation.json`, bytes: `${await dossierComputation(database, cycle, version)}\n` }
    yield { name: `results/${version}/units.jsonl`, bytes: jsonLines(await dossierResults(database, cycle, version)) }
  }
  yield* formsOf(database, cycle)
  yield { name: 'circular.md', bytes: `${circularText(await circularView(database, cycle))}\n` }
  const log = await exportLog(database, cycle)
  yield { name: 'log.jsonl', bytes: jsonLines(log.map((line) => JSON.stringify(line))) }
}

const jsonLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** The year itself; where the clock of a rehearsal stands is no fact. */
const cycleRow = (database: Database, cycle: string) =>
  database
    .selectFrom('cycle')
    .select(['id', 'kind', 'pack', 'engine', 'calendar', 'seed', 'state', 'opened_at'])
    .where('id', '=', cycle)
    .executeTakeFirstOrThrow()

async function* evidenceOf(database: Database, cycle: string): Files {
  const rows = await database.selectFrom('evidence').select('sha256').where('cycle', '=', cycle).orderBy('sha256').execute()
  for (const { sha256 } of rows) {
    const own = database.selectFrom('evidence').select('bytes').where('cycle', '=', cycle).where('sha256', '=', sha256)
    yield { name: `evidence/${sha256}`, bytes: (await own.executeTakeFirstOrThrow()).bytes }
  }
}

/** The forms as the units had them, in words, beside the rows. */
async function* formsOf(database: Database, cycle: string): Files {
  const { formText } = await import('./form-text.ts')
  const rows = await database
    .selectFrom('feedback_form as f')
    .innerJoin('unit as u', (on) => on.onRef('u.cycle', '=', 'f.cycle').onRef('u.key', '=', 'f.unit'))
    .select(['f.unit', 'f.version', 'f.content', 'f.issued_at', 'u.name', 'u.ord'])
    .where('f.cycle', '=', cycle)
    .orderBy('u.ord')
    .orderBy('f.version')
    .execute()
  for (const row of rows) {
    const place = String(row.ord + 1).padStart(3, '0')
    yield { name: `forms/${place}-${row.version}.md`, bytes: formText(row) }
  }
}
