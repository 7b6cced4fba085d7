import type { EventFact, Facts, IndicatorFacts, Pack, Sourced, UnitFacts } from '../scoring/index.ts'
import { compare } from '../scoring/decimal.ts'
import { declaredFields } from '../scoring/index.ts'
import type { Queries } from './database.ts'
import { parameterOrigin, parametersInForce } from './parameter.ts'
import { taskBook, type IndicatorRow } from './indicator.ts'
import { additionsInForce, NOTED, scoresInForce, type AdditionRow, type ScoreRow } from './score.ts'

/** The facts of a cycle as the scoring core takes them: everything in force, each with the row it came from. */
export async function factsOf(queries: Queries, cycle: string, pack: Pack): Promise<Facts> {
  const [book, scores, additions] = [
    groupByUnit(await taskBook(queries, cycle)),
    groupByUnit(await scoresInForce(queries, cycle)),
    groupByUnit(await additionsInForce(queries, cycle)),
  ]
  const units: Facts['units'] = {}
  for (const { key, class: unitClass } of pack.roster.units)
    units[key] = unitFacts(pack, unitClass, book.get(key) ?? [], scores.get(key) ?? [], additions.get(key) ?? [])
  const set = await parametersInForce(queries, cycle)
  const parameters = Object.fromEntries(set.map((row) => [row.name, { value: row.value, origin: parameterOrigin(row) }]))
  return { pack: pack.pack.key, ...(set.length > 0 ? { parameters } : {}), units }
}

function unitFacts(pack: Pack, unitClass: string, book: IndicatorRow[], scores: ScoreRow[], additions: AdditionRow[]): UnitFacts {
  const facts: UnitFacts = {}
  if (book.length > 0) facts.indicators = Object.fromEntries(book.map((each) => [each.key, indicatorFacts(pack, each, scores)]))
  for (const [name, input] of Object.entries(pack.scoring.inputs)) {
    if (input.classes && !input.classes.includes(unitClass)) continue
    const rows = scores.filter((each) => each.input === name)
    const noted = rows.filter((each) => compare(each.value, '0') > 0) // an appeal corrects to zero what was noted wrongly
    if (input.type === 'events') facts[name] = additions.filter((each) => each.input === name).map((each) => eventFact(each, input.fields))
    else if (rows[0] && rows[0].not_applicable !== null) facts[name] = { notApplicable: rows[0].not_applicable }
    else if (input.type === 'flag' && rows.length === 0 && inTable(pack, name))
      continue // undecided, which is not false
    else if (input.type === 'flag') facts[name] = noted[0] ? { value: 'true', origin: `score/${noted[0].id}` } : 'false'
    else if (input.type === 'numbers') facts[name] = rows.map(sourced)
    else if (rows.length === 1 && rows[0]?.item === '') facts[name] = sourced(rows[0])
    else if (name === NOTED.missedKeyTasks) facts[name] = String(noted.length)
  }
  return facts
}

function indicatorFacts(pack: Pack, { id, key, full_points, fields }: IndicatorRow, scores: ScoreRow[]): IndicatorFacts {
  const facts: IndicatorFacts = { full: plain(full_points) }
  for (const [field] of declaredFields(pack))
    if (fields[field] !== undefined) facts[field] = { value: fields[field], origin: `indicator/${id}` }
  for (const field of Object.keys(pack.scoring.indicatorFields)) {
    const row = scores.find((each) => each.input === field && each.item === key)
    if (row) facts[field] = sourced(row)
  }
  return facts
}

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

const sourced = (row: ScoreRow): Sourced => ({ value: row.word ?? plain(row.value), origin: `score/${row.id}` })

/** `12.50` as PostgreSQL keeps it stays exact; only zeros at the end of the fraction go. */
const plain = (numeric: string): string => (numeric.includes('.') ? numeric.replace(/\.?0+$/, '') : numeric)

function groupByUnit<T extends { unit: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.unit)
    if (group) group.push(row)
    else groups.set(row.unit, [row])
  }
  return groups
}
