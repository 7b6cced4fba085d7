import type { EventFact, Facts, Pack, Reorganisation, Sourced, UnitFacts } from '../scoring/index.ts'
import { compare } from '../scoring/decimal.ts'
import { reorganised, segmentRule } from '../scoring/index.ts'
import { notOwn } from '../scoring/evaluate/segments.ts'
import type { Queries } from './database.ts'
import { decidedInForce, type DecidedRow } from './decided-score.ts'
import { indicatorFacts } from './indicator-facts.ts'
import { ancestorsOf, segmentsOf, successionOf } from './inheritance.ts'
import { indicatorVersions, type IndicatorRow } from './indicator.ts'
import { parameterOrigin, parametersInForce } from './parameter.ts'
import { reorganisationsOf } from './reorganisation.ts'
import { additionsInForce, NOTED, plain, scoresInForce, sourced, type AdditionRow, type ScoreRow } from './score.ts'

type Rows = {
  book: Map<string, IndicatorRow[]>
  scores: Map<string, ScoreRow[]>
  additions: Map<string, AdditionRow[]>
  decided: Map<string, DecidedRow[]>
  reorganisations: Reorganisation[]
}
type Unit = { pack: Pack; key: string; rows: Rows }

/** The facts of a cycle as the scoring core takes them: everything in force of the units that are, each with the row it came from. */
export async function factsOf(queries: Queries, cycle: string, pack: Pack): Promise<Facts> {
  const rows: Rows = {
    book: groupByUnit(await indicatorVersions(queries, cycle)),
    scores: groupByUnit(await scoresInForce(queries, cycle)),
    additions: groupByUnit(await additionsInForce(queries, cycle)),
    decided: groupByUnit(await decidedInForce(queries, cycle)),
    reorganisations: await reorganisationsOf(queries, cycle),
  }
  const units: Facts['units'] = {}
  for (const { key, class: unitClass } of reorganised(pack, rows.reorganisations).roster.units)
    units[key] = unitFacts({ pack, key, rows }, unitClass)
  const set = await parametersInForce(queries, cycle)
  const parameters = Object.fromEntries(set.map((row) => [row.name, { value: row.value, origin: parameterOrigin(row) }]))
  const { reorganisations } = rows
  return {
    pack: pack.pack.key,
    ...(set.length > 0 ? { parameters } : {}),
    ...(reorganisations.length > 0 ? { reorganisations } : {}),
    units,
  }
}

function unitFacts(unit: Unit, unitClass: string): UnitFacts {
  const { pack, key } = unit
  const facts: UnitFacts = {}
  const book = bookFacts(unit)
  if (book) facts.indicators = book
  for (const [name, input] of Object.entries(pack.scoring.inputs)) {
    if (input.classes && !input.classes.includes(unitClass)) continue
    if (input.type === 'events') {
      const events = (unit.rows.additions.get(key) ?? []).filter((each) => each.input === name)
      facts[name] = events.map((each) => eventFact(each, input.fields))
    } else {
      const fact = input.type === 'number' ? numberFact(unit, name) : wordFact(unit, name, input.type)
      if (fact !== undefined) facts[name] = fact
    }
  }
  return facts
}

/** Every indicator of a unit by its key; those that were withdrawn too, where the pack says what becomes of the others. */
function bookFacts({ pack, key: unit, rows }: Unit): UnitFacts['indicators'] {
  const [versions, scores, decided] = [rows.book.get(unit) ?? [], rows.scores.get(unit) ?? [], rows.decided.get(unit) ?? []]
  const succession = successionOf(rows.reorganisations, unit)
  const book = [...Map.groupBy(versions, (each) => each.key)].filter(([, own]) => counts(pack, own.at(-1)!))
  if (book.length === 0) return undefined
  return Object.fromEntries(
    book.map(([item, own]) => {
      const files = {
        versions: own,
        scores: scores.filter((each) => each.item === item),
        decided: decided.filter((each) => each.item === item),
      }
      const taken = succession ? { value: own.at(-1)!.taken_unit ?? unit, origin: succession.origin } : null
      return [item, indicatorFacts(pack, files, taken)]
    }),
  )
}

const counts = ({ indicators }: Pack, { withdrawn, given_to }: IndicatorRow): boolean =>
  !withdrawn || (given_to === null && indicators.changes?.withdrawn !== undefined)

/** The rows of an input that are of the unit, or, where it has none, of the units that it came of. */
function rowsOf({ key, rows: { scores, reorganisations } }: Unit, name: string): ScoreRow[] {
  const of = (unit: string) => (scores.get(unit) ?? []).filter((each) => each.input === name)
  const own = of(key)
  return own.length > 0 ? own : ancestorsOf(reorganisations, key).flatMap(of)
}

function numberFact(unit: Unit, name: string): UnitFacts[string] {
  const { pack, key, rows } = unit
  const of = (whose: string) => (rows.scores.get(whose) ?? []).filter((each) => each.input === name && each.item === '')
  const own = of(key)
  if (own[0] && own[0].not_applicable !== null) return { notApplicable: own[0].not_applicable }
  const succession = successionOf(rows.reorganisations, key)
  if (!succession || name in NOTED) {
    if (own.length === 1) return sourced(own[0]!)
    const noted = (rows.scores.get(key) ?? []).filter((each) => each.input === name && compare(each.value, '0') > 0)
    return name === NOTED.missedKeyTasks ? String(noted.length) : undefined
  }
  const segments = segmentsOf(pack, rows.reorganisations, key, of)
  if (segments.length === 0) {
    const away = rowsOf(unit, name).find((each) => each.not_applicable !== null)
    return away ? { notApplicable: away.not_applicable! } : undefined
  }
  if (segments.every((one) => one.unit === undefined) && own[0]) return sourced(own[0])
  const decided = (rows.decided.get(key) ?? []).find((each) => each.input === name && each.item === '')
  return {
    by: succession.kind === 'merge' ? 'merged' : 'split',
    document: decided?.document ?? succession.document,
    segments,
    ...(decided ? { decided: { value: plain(decided.value), origin: `decided/${decided.id}` } } : {}),
  }
}

function wordFact(unit: Unit, name: string, type: 'numbers' | 'flag' | 'choice'): UnitFacts[string] {
  if (type === 'numbers') return ratingsFact(unit, name)
  const rows = rowsOf(unit, name)
  if (rows[0] && rows[0].not_applicable !== null) return { notApplicable: rows[0].not_applicable }
  if (type === 'choice') {
    const alike = new Set(rows.map(({ word }) => word)).size === 1 // units that differed leave it open
    return alike && rows[0]!.item === '' ? sourced(rows[0]!) : undefined
  }
  if (rows.length === 0 && inTable(unit.pack, name)) return undefined // undecided, which is not false
  const noted = rows.find((each) => compare(each.value, '0') > 0) // an appeal corrects to zero what was noted wrongly
  return noted ? { value: 'true', origin: `score/${noted.id}` } : 'false'
}

/** Each rating counts by itself: those of the units that it came of too, where the pack weighs them. */
function ratingsFact({ pack, key, rows: { scores, reorganisations } }: Unit, name: string): UnitFacts[string] {
  const of = (unit: string) => (scores.get(unit) ?? []).filter((each) => each.input === name)
  const [succession, own] = [successionOf(reorganisations, key), of(key)]
  if (own[0] && own[0].not_applicable !== null) return { notApplicable: own[0].not_applicable }
  if (!succession) return own.map(ratingOf)
  const rule = segmentRule(pack, succession.kind === 'merge' ? 'merged' : 'split')?.rule
  const others = ancestorsOf(reorganisations, key).flatMap(of)
  if (rule === 'daysWeighted') return [...others.filter((each) => each.not_applicable === null), ...own].map(ratingOf)
  return own.length === 0 && others.length > 0 ? { notApplicable: notOwn } : own.map(ratingOf)
}

const ratingOf = (row: ScoreRow): Sourced => sourced(row)

/** An event has the fields that the pack declares for it, as far as the row knows them. */
function eventFact(row: AdditionRow, fields: Record<string, unknown>): EventFact {
  const known: Record<string, string | undefined> = {
    points: plain(row.points),
    ground: row.ground,
    document: row.document ?? undefined,
    indicator: row.indicator ?? undefined,
    falsified: row.falsified ? 'true' : undefined,
    ...row.fields,
  }
  const event: EventFact = { origin: `addition/${row.id}` }
  for (const [field, value] of Object.entries(known)) if (value !== undefined && field in fields) event[field] = value
  return event
}

/** Whether a step of the plan takes the input in as a column of a table, so that somebody says it of each unit. */
const inTable = ({ plan }: Pack, name: string): boolean => plan.some((step) => step.kind === 'results' && step.inputs?.includes(name))

function groupByUnit<T extends { unit: string }>(rows: T[]): Map<string, T[]> {
  return Map.groupBy(rows, ({ unit }) => unit)
}
