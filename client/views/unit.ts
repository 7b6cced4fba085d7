import type { Queries } from '../../records/database.ts'
import { packOfVersion } from '../../records/pack.ts'
import { latestVersion } from '../../records/result.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Pack, Trace, UnitResult } from '../../scoring/index.ts'
import { burdenOf } from './burden.ts'
import { extensionViews } from './extensions.ts'
import { feedbackView } from './feedback.ts'
import { historyOf } from './history.ts'
import { unitLights } from './lights.ts'
import { originsOf, type Origins } from './origins.ts'
import { doerNames } from './posts.ts'
import { rankedUnit, type UnitRow } from './ranking.ts'
import type { AdditionView, UnitView } from './shapes/unit.ts'
import { traceView } from './trace.ts'

/** One unit with its result and everything behind it. @throws Refusal `not-found` when there is no such cycle or unit */
export async function unitView(queries: Queries, cycle: string, key: string): Promise<UnitView> {
  const version = await latestVersion(queries, cycle)
  const pack = await packOfVersion(queries, cycle, version)
  const unit = await rosterUnit(queries, cycle, key)
  const nameOf = await doerNames(queries, cycle)
  const origins = await originsOf(queries, cycle, key, pack, nameOf)
  const indicators = await indicatorNames(queries, cycle, key)
  const labelOf = (input: string) => pack.scoring.inputs[input]?.label ?? input
  const [row, first] = [await resultOf(queries, cycle, version, key), version > 1 ? await resultOf(queries, cycle, 1, key) : undefined]
  const stored = row?.outcome as Pick<UnitResult, 'missing' | 'problems'> | undefined
  const peers = await queries.selectFrom('unit').select('key').where('cycle', '=', cycle).where('class', '=', unit.class).execute()
  const className = pack.roster.classes.find((each) => each.key === unit.class)?.name ?? unit.class
  return {
    cycle,
    ...rankedUnit(pack, unit, row, first),
    class: { key: unit.class, name: className, size: peers.length },
    version,
    missing: (stored?.missing ?? []).map((input) => inputName(input, indicators, labelOf)),
    problems: (stored?.problems ?? []).map((problem) => problem.message),
    trace: row ? traceView(row.trace as unknown as Trace, { pack, indicators, origins: origins.byKey }) : null,
    additions: additionViews(pack, origins),
    feedback: await feedbackView(queries, { cycle, unit: key }, nameOf, labelOf),
    history: await historyOf(queries, cycle, key),
    post: await firstPost(queries, cycle, key),
    burden: await burdenOf(queries, cycle, key),
    lights: await unitLights(queries, cycle, key),
    extensions: await extensionViews(queries, cycle, key),
  }
}

async function firstPost(queries: Queries, cycle: string, unit: string): Promise<string | null> {
  const posts = queries.selectFrom('post').select('key').where('cycle', '=', cycle).where('unit', '=', unit).orderBy('key')
  return (await posts.executeTakeFirst())?.key ?? null
}

async function rosterUnit(queries: Queries, cycle: string, key: string): Promise<UnitRow> {
  const found = await queries.selectFrom('unit').selectAll().where('cycle', '=', cycle).where('key', '=', key).executeTakeFirst()
  if (!found) throw new Refusal('not-found', `周期“${cycle}”中没有名为“${key}”的被考评单位。`)
  return found
}

async function resultOf(queries: Queries, cycle: string, version: number, unit: string) {
  const rows = queries.selectFrom('result').selectAll().where('cycle', '=', cycle).where('version', '=', version)
  return rows.where('unit', '=', unit).executeTakeFirst()
}

async function indicatorNames(queries: Queries, cycle: string, unit: string): Promise<Map<string, string>> {
  const rows = await queries
    .selectFrom('indicator')
    .select(['key', 'name'])
    .where('cycle', '=', cycle)
    .where('unit', '=', unit)
    .orderBy('version')
    .execute()
  return new Map(rows.map((row) => [row.key, row.name]))
}

/** `indicators.3.result` is a fact of an indicator, anything else the name of an input. */
function inputName(input: string, indicators: Map<string, string>, labelOf: (input: string) => string): string {
  const key = /^indicators\.(.+)\.[^.]+$/.exec(input)?.[1]
  return key === undefined ? labelOf(input) : (indicators.get(key) ?? key)
}

/** Additions in force, and those that an answer to an appeal took out, marked so. */
function additionViews(pack: Pack, { additions, byKey }: Origins): AdditionView[] {
  const superseded = new Map(additions.flatMap((row) => (row.supersedes === null ? [] : [[row.supersedes, row]])))
  const shown = additions.filter((row) => !row.void && (superseded.get(row.id)?.void ?? true))
  return shown.flatMap((row) => {
    const origin = byKey.get(`addition/${row.id}`)
    if (!origin) return []
    const { input, indicator, points, ground, document, falsified } = row
    const label = pack.scoring.inputs[input]?.label ?? input
    return [{ ...{ input, label, indicator, points, ground, document, falsified }, withdrawn: superseded.has(row.id), origin }]
  })
}
