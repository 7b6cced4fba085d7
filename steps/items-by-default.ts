import { product, sum } from '../scoring/decimal.ts'
import { daysFrom } from '../scoring/days.ts'
import type { Silence } from '../scoring/pack/silence.ts'
import { bookSegments, type BookSegment } from '../records/book-segments.ts'
import { indicatorVersions, taskBook, type IndicatorRow } from '../records/indicator.ts'
import { scoresInForce, type NewScore, type ScoreRow } from '../records/score.ts'
import type { TaskRow } from '../records/task.ts'
import type { StepChange } from './rules.ts'
import { given, standing } from './silence.ts'
import { assessorOf } from './units.ts'

type Scored = { value: string; full: string }

/**
 * The indicators that the silent body had to score: of a mean, the share of full points that the unit got for its other indicators, or that other units got
 * from the same body. One that was adjusted counts by the days of its parts, and gets a score for each.
 */
export async function itemsByDefault(change: StepChange<'assessment'>, task: TaskRow, silence: Silence): Promise<NewScore[] | null> {
  const { unit, input } = { unit: task.unit ?? '', input: change.spec.input }
  const known = await scoresInForce(change.db, change.cycle, { input })
  const scores = given(known)
  const book = await taskBook(change.db, change.cycle)
  const isOf = (each: IndicatorRow): boolean => assessorOf(change.pack, each.unit, each.body) === task.assignee_body
  const isBase = (each: IndicatorRow): boolean =>
    silence.mean?.of === 'units' ? each.unit !== unit && isOf(each) : each.unit === unit && !isOf(each)
  const partsOf = await partsIn(change, silence.mean?.of === 'units' ? undefined : unit)
  const others = book.filter(isBase).flatMap((each) => {
    const rows = scores.filter((score) => score.unit === each.unit && score.item === each.key)
    return rows.length > 0 ? [weighed(partsOf(each), rows)] : []
  })
  const own = book.filter(
    (each) => each.unit === unit && isOf(each) && !known.some(({ unit: of, item }) => of === unit && item === each.key),
  )
  const found = own.flatMap((each) => {
    const parts = partsOf(each)
    return parts.map(({ from, row }) => ({
      ...{ unit, input, item: each.key, segment: parts.length > 1 ? from : null },
      value: standing(silence, row.full_points, others),
    }))
  })
  return found.some(({ value }) => value === null) ? null : (found as NewScore[])
}

/** The parts of the year of each indicator, of one unit or of all. */
async function partsIn({ db, cycle, pack }: StepChange, unit?: string): Promise<(row: IndicatorRow) => BookSegment[]> {
  const name = (row: IndicatorRow): string => `${row.unit}/${row.key}`
  const versions = Map.groupBy(await indicatorVersions(db, cycle, unit), name)
  return (row) => bookSegments(pack, versions.get(name(row)) ?? [row])
}

/** Points and full points, each times the days for which they are. */
function weighed(parts: readonly BookSegment[], rows: readonly ScoreRow[]): Scored {
  const whole = rows.find(({ segment }) => segment === null)
  const each = parts.map(({ from, until, row }) => {
    const days = String(daysFrom(from, until))
    const value = (whole ?? rows.find(({ segment }) => segment === from))?.value ?? '0'
    return { value: product([value, days]), full: product([row.full_points, days]) }
  })
  return { value: sum(each.map(({ value }) => value)), full: sum(each.map(({ full }) => full)) }
}
