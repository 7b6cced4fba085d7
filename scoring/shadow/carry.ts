import { checkParameters } from '../facts/check-parameters.ts'
import { checkUnitFacts } from '../facts/check.ts'
import { isNotApplicable, isRecord } from '../facts/check-leaf.ts'
import type { EventFact, Facts, IndicatorFacts, UnitFacts } from '../facts/facts.ts'
import type { Pack } from '../pack/pack.ts'

/** A fact by its name (an input, `indicators`, `indicators.<field>`, `parameters.<name>`) for so many units; `reason` where it could not be carried over. */
export type Carried = { name: string; label: string; units: number }
export type NotCarried = Carried & { reason: string }
/** Last year's facts as far as this year's pack takes them. `lacking` are inputs of this year for which last year has nothing. */
export type CarriedFacts = { facts: Facts; carried: Carried[]; notCarried: NotCarried[]; lacking: Carried[] }

/** Carries facts (valid for their own pack) over to another pack: units with the same key, inputs with the same name, where the value is valid there. */
export function carryOver(from: Pack, facts: Facts, to: Pack): CarriedFacts {
  const tally = new Tally()
  const units = to.roster.units.flatMap((unit): [string, UnitFacts][] => {
    const given = facts.units[unit.key]
    return given && from.roster.units.some(({ key }) => key === unit.key) ? [[unit.key, carryUnit(to, unit.class, given, tally, from)]] : []
  })
  const parameters = carryParameters(from, facts, to, tally)
  const all = { pack: to.pack.key, units: Object.fromEntries(units) }
  return { facts: Object.keys(parameters).length === 0 ? all : { ...all, parameters }, ...tally.told() }
}

function carryUnit(to: Pack, classKey: string, given: UnitFacts, tally: Tally, from: Pack): UnitFacts {
  const facts: UnitFacts = {}
  const indicators = carryIndicators(to, classKey, given, tally)
  if (indicators) facts.indicators = indicators
  for (const [name, value] of Object.entries(given)) {
    if (name === 'indicators' || value === undefined) continue
    const declared = to.scoring.inputs[name]
    const label = from.scoring.inputs[name]?.label ?? name
    const fitting =
      declared?.type === 'events' && Array.isArray(value) ? (value as EventFact[]).map((one) => only(one, declared.fields)) : value
    const [problem] = checkUnitFacts(to, classKey, { ...(facts.indicators ? { indicators: facts.indicators } : {}), [name]: fitting })
    if (problem) tally.lost(name, label, declared ? problem.message : notDeclared)
    else {
      facts[name] = fitting
      tally.kept(name, label)
    }
  }
  const wanted = Object.entries(to.scoring.inputs).filter(([, { classes }]) => !classes || classes.includes(classKey))
  for (const [name, { label }] of wanted) if (facts[name] === undefined) tally.lack(name, label)
  return facts
}

const notDeclared = '今年的规则包没有这一项'

/** The task book with the fields that this year's pack has too; not at all where it is not valid there. */
function carryIndicators(to: Pack, classKey: string, { indicators }: UnitFacts, tally: Tally): UnitFacts['indicators'] {
  if (indicators === undefined) return undefined
  const label = '年度考核指标'
  const fields = to.scoring.indicatorFields
  const given = indicators as { [key: string]: IndicatorFacts }
  const fitting = isNotApplicable(indicators)
    ? indicators
    : Object.fromEntries(Object.entries(given).map(([key, own]) => [key, only(own, fields)]))
  const gone = isNotApplicable(indicators)
    ? []
    : Object.values(given).flatMap((own) => Object.keys(own).filter((field) => !Object.hasOwn(fields, field)))
  for (const field of new Set(gone)) tally.lost(`indicators.${field}`, label, notDeclared)
  const [problem] = checkUnitFacts(to, classKey, { indicators: fitting })
  if (problem) {
    tally.lost('indicators', label, problem.message)
    return undefined
  }
  tally.kept('indicators', label)
  return fitting
}

/** Parameters that this year leaves open, as last year's document (or pack) had set them. */
function carryParameters(from: Pack, facts: Facts, to: Pack, tally: Tally): NonNullable<Facts['parameters']> {
  const open = Object.entries(to.scoring.parameters).filter(([, { value }]) => value === undefined)
  const found = open.flatMap(([name, { label, type }]) => {
    const last = from.scoring.parameters[name]
    const value = last?.value ?? facts.parameters?.[name]
    const isValid = value !== undefined && last?.type === type && checkParameters(to, { [name]: value }).length === 0
    if (isValid) tally.kept(`parameters.${name}`, label)
    else tally.lack(`parameters.${name}`, label)
    return isValid ? [[name, value] as const] : []
  })
  return Object.fromEntries(found)
}

/** What of a mapping has a declared name; `origin` always stays. */
function only<T extends object>(given: T, declared: object): T {
  if (!isRecord(given)) return given
  return Object.fromEntries(Object.entries(given).filter(([name]) => name === 'origin' || Object.hasOwn(declared, name))) as T
}

/** Counts for how many units a fact was carried, lost or lacking; of several reasons the first is told. */
class Tally {
  private readonly rows = new Map<string, NotCarried & { list: 'carried' | 'notCarried' | 'lacking' }>()
  kept(name: string, label: string): void {
    this.add('carried', name, label, '')
  }
  lost(name: string, label: string, reason: string): void {
    this.add('notCarried', name, label, reason)
  }
  lack(name: string, label: string): void {
    this.add('lacking', name, label, '')
  }
  told(): Omit<CarriedFacts, 'facts'> {
    const of = (list: 'carried' | 'lacking'): Carried[] =>
      [...this.rows.values()].filter((one) => one.list === list).map(({ name, label, units }) => ({ name, label, units }))
    const lost = [...this.rows.values()].filter((one) => one.list === 'notCarried')
    return {
      carried: of('carried'),
      notCarried: lost.map(({ name, label, units, reason }) => ({ name, label, units, reason })),
      lacking: of('lacking'),
    }
  }
  private add(list: 'carried' | 'notCarried' | 'lacking', name: string, label: string, reason: string): void {
    const key = `${list}\n${name}`
    const known = this.rows.get(key)
    if (known) known.units++
    else this.rows.set(key, { list, name, label, units: 1, reason })
  }
}
