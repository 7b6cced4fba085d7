import fs from 'node:fs'
import path from 'node:path'
import { isMap, isSeq, parseDocument, type Document } from 'yaml'
import { dateAt } from '../../calendar/index.ts'
import type { Database } from '../../records/database.ts'
import { readPack, type PackOnDisk } from '../packs.ts'
import { postOf } from '../posts.ts'
import { openCycle } from '../verbs/open-cycle.ts'
import { liveId } from './cycle-ids.ts'
import { DEMONSTRATION } from './words.ts'

/** The live cycle of the demonstration: `decided` assumptions were decided for show, in the copy of the pack in `folder`. */
export type Demonstration = { cycle: string; opened: boolean; decided: number; folder: string }

/**
 * Keeps one live cycle open that shows the real clock at work. Nobody has decided what the regulation leaves open, and a live
 * cycle demands that: so each open assumption is decided by a document that says that it is a demonstration, in a copy of the pack.
 */
export async function openDemonstration(database: Database, original: PackOnDisk, home: string): Promise<Demonstration> {
  const cycle = liveId(original.pack)
  const folder = path.join(home, 'demonstration', original.pack.pack.key)
  const decided = original.pack.assumptions.filter((each) => each.decided === null).length
  const known = await database.selectFrom('cycle').select('id').where('id', '=', cycle).executeTakeFirst()
  if (known) return { cycle, opened: false, decided, folder }
  const { pack } = decidedCopy(original.folder, folder)
  const office = pack.roster.bodies.find((body) => body.role === 'office')?.key ?? 'office'
  await openCycle(database, { id: cycle, pack, seed: cycle, post: postOf(office), kind: 'live' })
  return { cycle, opened: true, decided, folder }
}

function decidedCopy(from: string, to: string): PackOnDisk {
  fs.rmSync(to, { recursive: true, force: true })
  fs.cpSync(from, to, { recursive: true })
  const file = path.join(to, 'assumptions.yaml')
  fs.writeFileSync(file, decideAll(fs.readFileSync(file, 'utf8'), dateAt(new Date().toISOString())))
  return readPack(to)
}

/** A register of assumptions with everything that was open decided for the demonstration. Comments and all else stay as they are. */
export function decideAll(register: string, on: string): string {
  const document: Document = parseDocument(register, { schema: 'failsafe' })
  const items = isSeq(document.contents) ? document.contents.items : []
  for (const item of items) {
    if (isMap(item) && ['null', '~', ''].includes(String(item.get('decided') ?? '')))
      item.set('decided', document.createNode({ ...DEMONSTRATION, on }))
  }
  return document.toString({ lineWidth: 0 })
}
