import { at } from '../../calendar/index.ts'
import type { Database } from '../../records/database.ts'
import { packOfCycle } from '../../records/pack.ts'
import type { Pack } from '../../scoring/index.ts'
import { stepsOf } from '../../records/step.ts'
import { openCycle } from '../verbs/open-cycle.ts'
import type { Restart } from './action.ts'
import { chance } from './chance.ts'
import { conduct } from './conductor.ts'
import { heldBackBy, openingOf, type Incident } from './incidents/index.ts'
import type { Progress } from './progress.ts'
import { reportOf, type RehearsalReport } from './report/index.ts'
import { writeScript } from './script.ts'

export type { Progress } from './progress.ts'
export type { RehearsalReport } from './report/index.ts'
export type { RehearsedAppeal } from './report/appeals.ts'
export type { RehearsedUnit } from './report/units.ts'

export type RehearseOptions = {
  database: Database
  pack: Pack
  cycle: string
  seed: string
  /** what interferes with the year, as in the pack's rehearsal.yaml */
  incidents?: readonly Incident[]
  restart?: Restart | undefined
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Rehearses a whole year of a pack on the running system: opens the cycle, or goes on with it if it is there, until everything has
 * settled. The same pack and seed always give the same results. Sends no mail; its notices are kept.
 * @throws Error in words when it stands still, Refusal when the cycle is a live one
 */
export async function rehearse({
  database,
  pack,
  cycle,
  seed,
  incidents = [],
  restart,
  onProgress,
  signal,
}: RehearseOptions): Promise<RehearsalReport> {
  const started = performance.now()
  const known = await database.selectFrom('cycle').select('id').where('id', '=', cycle).executeTakeFirst()
  const opening = { clockAt: firstInstant(pack), ...openingOf(incidents) }
  if (!known) await openCycle(database, { id: cycle, pack, seed, post: 'rehearsal', kind: 'rehearsal', ...opening })
  const luck = chance(`${pack.pack.key}/${seed}`)
  const script = writeScript(pack, luck)
  // one that goes on may have been amended already
  const silent = incidents.filter((each) => each.kind === 'silence')
  const inForce = await packOfCycle(database, cycle)
  const stage = { database, cycle, pack: inForce, chance: luck, script, restart, incidents, heldBack: heldBackBy(incidents), silent }
  await conduct(stage, { incidents, onProgress, signal })
  await requireSettled(database, cycle)
  return reportOf(database, stage, incidents, Math.round((performance.now() - started) / 10) / 100)
}

/** @throws Error when a step did not settle, with its reason in words */
async function requireSettled(database: Database, cycle: string): Promise<void> {
  const open = (await stepsOf(database, cycle)).filter((step) => step.state !== 'settled')
  const reasons = open.map((step) => `“${step.name}”${step.trouble ?? '等不到任何人或任何时间'}`)
  if (reasons.length > 0) throw new Error(`推演未能走完，停在 ${open.length} 个环节：${reasons.slice(0, 5).join('；')}`)
}

/** A rehearsal begins on the morning of the plan's first day. */
function firstInstant(pack: Pack): string {
  const days = pack.plan.flatMap((step) => (typeof step.opens === 'string' ? [step.opens] : [])).sort()
  return at(days[0] ?? pack.pack.issued, '08:00')
}
