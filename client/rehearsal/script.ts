import type { Pack } from '../../scoring/index.ts'
import type { Chance } from './chance.ts'

/**
 * Who does what that is out of the ordinary, drawn from the seed among the units that take part: each of these happens once in every
 * rehearsed year, so that the office sees how the system treats it.
 */
export type Script = {
  /** Its declaration is returned once and comes back better. */
  returned: string
  /** Never hands in the self-check of one month. */
  silent: { unit: string; step: string }
  /** Hands in the self-check of one month a day late: it is not accepted. */
  tooLate: { unit: string; step: string }
  /** Gets its due date of one self-check moved by a document, and uses it. */
  extended: { unit: string; step: string }
  /** Reported something that the site visit finds to be false. */
  falsified: string
  /** Its score is lowered on site. */
  lowered: string
  /** What its standard does not cover is decided collectively. */
  silentRules: string
  /** Appeals and is granted it. */
  granted: string
  /** Appeals and is refused. */
  refused: string
  /** Appeals a day late. */
  lateAppeal: string
  /** Does not acknowledge its feedback form in time: the office serves it. */
  served: string
  /** Asks for an adjustment of its task book that is approved. */
  adjusted: string
  /** Has a key task unfinished at the end of the year. */
  unfinished: string
}

export function writeScript(pack: Pack, chance: Chance): Script {
  const declaring = new Set(
    pack.plan.filter((step) => step.kind === 'declaration' && step.actor === 'units').flatMap((step) => step.classes ?? []),
  )
  const bodies = new Set(pack.roster.bodies.flatMap((body) => (body.unit === undefined ? [] : [body.unit])))
  const units = pack.roster.units
    .filter((unit) => (declaring.size === 0 || declaring.has(unit.class)) && !bodies.has(unit.key))
    .map((unit) => unit.key)
  const shuffled = units.map((unit) => ({ unit, lot: chance.of('script', unit) })).sort((a, b) => a.lot - b.lot)
  const unit = (place: number): string => shuffled[place % shuffled.length]?.unit ?? ''
  const selfChecks = pack.plan.filter((step) => step.kind === 'selfCheck').map((step) => step.key)
  const month = (name: string): string => (selfChecks.length > 0 ? chance.pick(selfChecks, 'month', name) : '')
  return {
    returned: unit(0),
    silent: { unit: unit(1), step: month('silent') },
    tooLate: { unit: unit(2), step: month('tooLate') },
    extended: { unit: unit(3), step: month('extended') },
    falsified: unit(4),
    lowered: unit(5),
    silentRules: unit(6),
    granted: unit(7),
    refused: unit(8),
    lateAppeal: unit(9),
    served: unit(10),
    adjusted: unit(11),
    unfinished: unit(12),
  }
}
