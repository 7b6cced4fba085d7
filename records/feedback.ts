import { compare } from '../scoring/decimal.ts'
import type { Pack } from '../scoring/index.ts'
import { additionsInForce, NOTED, scoresInForce } from './score.ts'
import { bookSegments, type BookSegment } from './book-segments.ts'
import { indicatorVersions, taskBook, type IndicatorRow } from './indicator.ts'
import { packOfCycle } from './pack.ts'
import { latestVersion } from './result.ts'
import { Refusal } from './refusal.ts'
import type { Change } from './transaction.ts'

/** One deduction with its ground, as the feedback form (考评情况反馈单) lists it. */
export type Deduction = { indicator: string | null; name: string; points: string; full: string | null; ground: string; origin: string }
export type FeedbackContent = { total: string | null; published: string | null; deductions: Deduction[]; logHead: string | null }

/** Writes one feedback form for each unit of the last computation. @returns the units, in order @throws Refusal when nothing is computed yet */
export async function issueForms(change: Change): Promise<string[]> {
  const { db, cycle } = change
  const version = await latestVersion(db, cycle)
  if (version === 0) throw new Refusal('conflict', '尚未计算成绩，不能下发反馈单。')
  const results = await db
    .selectFrom('result')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('version', '=', version)
    .orderBy('unit')
    .execute()
  const deductions = await deductionsByUnit(change)
  const head = await db.selectFrom('chain').select('hash').where('cycle', '=', cycle).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  for (const { unit, total, published } of results) {
    const content: FeedbackContent = { total, published, deductions: deductions.get(unit) ?? [], logHead: head?.hash ?? null }
    await db
      .insertInto('feedback_form')
      .values({ cycle, unit, version, content: JSON.stringify(content), issued_at: change.now })
      .onConflict((conflict) => conflict.columns(['cycle', 'unit', 'version']).doNothing())
      .execute()
  }
  await change.log('issue', 'feedback', { version, forms: results.length })
  return results.map((each) => each.unit)
}

/** The part of the year that a score is for. */
const partOf = (pack: Pack, versions: readonly IndicatorRow[], segment: string): BookSegment | undefined =>
  bookSegments(pack, versions).find(({ from }) => from === segment)

async function deductionsByUnit({ db, cycle }: Change): Promise<Map<string, Deduction[]>> {
  const pack = await packOfCycle(db, cycle)
  const versions = Map.groupBy(await indicatorVersions(db, cycle), ({ unit, key }) => `${unit}/${key}`)
  const found = new Map<string, Deduction[]>()
  const add = (unit: string, deduction: Deduction) => found.set(unit, [...(found.get(unit) ?? []), deduction])
  const book = new Map((await taskBook(db, cycle)).map((each) => [`${each.unit}/${each.key}`, each]))
  for (const score of await scoresInForce(db, cycle)) {
    const { unit, item, input, value, ground } = score
    const indicator = book.get(`${unit}/${item}`)
    const part = score.segment === null ? undefined : partOf(pack, versions.get(`${unit}/${item}`) ?? [], score.segment)
    const full = (part?.row ?? indicator)?.full_points ?? null
    // a score of the unit as a whole, or of an indicator; a remark on full points is no deduction
    if (input in NOTED) continue
    const isFull = full !== null && compare(value, full) >= 0
    // what counts by default stands on the form even where it takes nothing away
    if (ground === null || (item !== '' && !indicator) || (isFull && score.policy === null)) continue
    const days = part ? `（${part.from} 至 ${part.until}）` : ''
    add(unit, {
      indicator: item || null,
      name: `${indicator?.name ?? input}${days}`,
      points: value,
      full,
      ground,
      origin: `score/${score.id}`,
    })
  }
  for (const each of await additionsInForce(db, cycle)) {
    const name = each.indicator === null ? each.input : (book.get(`${each.unit}/${each.indicator}`)?.name ?? each.indicator)
    add(each.unit, { indicator: each.indicator, name, points: each.points, full: null, ground: each.ground, origin: `addition/${each.id}` })
  }
  return found
}
