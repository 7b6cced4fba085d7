import { compare } from '../scoring/decimal.ts'
import { declaredFields, segmentRule, type IndicatorFacts, type Leaf, type Pack, type Sourced } from '../scoring/index.ts'
import { bookSegments, type BookSegment } from './book-segments.ts'
import type { DecidedRow } from './decided-score.ts'
import type { IndicatorRow } from './indicator.ts'
import { plain, sourced, type ScoreRow } from './score.ts'
import { yearOf } from './year.ts'

/** What of a cycle's rows is about one indicator of a unit: its versions in order, its scores in force, the numbers that documents have decided. */
export type IndicatorFiles = { versions: readonly IndicatorRow[]; scores: readonly ScoreRow[]; decided: readonly DecidedRow[] }

/** The facts of one indicator, in segments where it was adjusted; `taken` is the unit that it came from with a reorganisation. */
export function indicatorFacts(pack: Pack, files: IndicatorFiles, taken: Sourced | null): IndicatorFacts {
  const newest = files.versions.at(-1)!
  const segments = bookSegments(pack, files.versions)
  const facts: IndicatorFacts = { full: fullFact(segments) }
  for (const [field] of declaredFields(pack)) {
    const value = newest.fields[field]
    if (value !== undefined) facts[field] = { value, origin: `indicator/${newest.id}` }
  }
  for (const field of Object.keys(pack.scoring.indicatorFields)) {
    const fact = scoreFact(pack, field, files, segments)
    if (fact !== null) facts[field] = fact
  }
  if (newest.withdrawn) facts['withdrawn'] = { value: newest.authority, origin: `indicator/${newest.id}` }
  if (taken) facts['taken'] = taken
  return facts
}

function fullFact(segments: readonly BookSegment[]): Leaf {
  const { row } = segments.at(-1)!
  if (segments.length === 1) return plain(row.full_points)
  const parts = segments.map(({ from, until, row: { id, full_points } }) => ({
    from,
    until,
    value: plain(full_points),
    origin: `indicator/${id}`,
  }))
  return { by: 'adjusted', document: row.authority, segments: parts }
}

function scoreFact(
  pack: Pack,
  field: string,
  { versions, scores, decided }: IndicatorFiles,
  segments: readonly BookSegment[],
): Leaf | null {
  const rows = scores.filter((each) => each.input === field)
  const whole = rows.find((each) => each.segment === null)
  if (segments.length > 1 && rows.length > 0 && !whole) {
    const parts = segments.flatMap(({ from, until }) =>
      rows.filter((each) => each.segment === from).map((each) => ({ from, until, value: plain(each.value), origin: `score/${each.id}` })),
    )
    return parts.length < segments.length ? null : { by: 'adjusted', document: segments.at(-1)!.row.authority, segments: parts }
  }
  const row = whole ?? rows.at(-1)
  if (!row) return null
  return isToBeDecided(pack, versions) ? undecided(pack, row, versions.at(-1)!, decided) : sourced(row)
}

/** Whether full points were others before and the pack leaves to a document what the points are then. */
function isToBeDecided(pack: Pack, versions: readonly IndicatorRow[]): boolean {
  const [first] = versions
  return (
    segmentRule(pack, 'adjusted')?.rule === 'decision' && versions.some(({ full_points }) => compare(full_points, first!.full_points) !== 0)
  )
}

function undecided(pack: Pack, row: ScoreRow, { authority }: IndicatorRow, decided: readonly DecidedRow[]): Leaf {
  const { first, last } = yearOf(pack)
  const found = decided.find(({ input }) => input === row.input)
  return {
    by: 'adjusted',
    document: found?.document ?? authority,
    segments: [{ from: first, until: last, value: plain(row.value), origin: `score/${row.id}` }],
    ...(found ? { decided: { value: plain(found.value), origin: `decided/${found.id}` } } : {}),
  }
}
