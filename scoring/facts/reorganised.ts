import { canonicalJson } from '../canonical.ts'
import type { Pack } from '../pack/pack.ts'
import type { Reorganisation } from './facts.ts'

type Unit = Pack['roster']['units'][number]
type Body = Pack['roster']['bodies'][number]

/** Reorganised packs by the pack they come of and what happened: a pack is prepared for evaluation once. */
const known = new WeakMap<Pack, Map<string, Pack>>()
const mostKnown = 50

/**
 * The pack with the units that are in force after what happened to them: a successor stands where the first of its predecessors stood. A pack
 * that is reorganised already stays as it is. The hash is that of the pack as it was read.
 */
export function reorganised(pack: Pack, list: readonly Reorganisation[] = []): Pack {
  if (list.length === 0 || pack.reorganisations !== undefined) return pack
  const packs = known.get(pack) ?? new Map<string, Pack>()
  known.set(pack, packs)
  const key = canonicalJson(list)
  const found = packs.get(key)
  if (found) return found
  const units = list.reduce(after, pack.roster.units)
  const bodies = pack.roster.bodies.map((body) => list.reduce(bodyAfter, body))
  const made: Pack = { ...pack, roster: { ...pack.roster, units, bodies }, reorganisations: [...list] }
  if (packs.size >= mostKnown) packs.clear()
  packs.set(key, made)
  return made
}

/** A body that is an assessed unit is from then on the unit that took its place, and may not judge that. */
function bodyAfter(body: Body, { from, into }: Reorganisation): Body {
  if (body.unit === undefined || !from.includes(body.unit) || into.some(({ key }) => key === body.unit)) return body
  return { ...body, unit: into[0]!.key }
}

function after(units: Unit[], { on, from, into }: Reorganisation): Unit[] {
  const first = units.findIndex(({ key }) => from.includes(key))
  const leaving = units.filter(({ key }) => from.includes(key))
  const origin = leaving[0]
  if (!origin) return units
  const becomes = into.map(({ key, name, class: own }): Unit => {
    const stays = leaving.find((unit) => unit.key === key)
    if (stays) return { ...stays, name, class: own }
    const madeUp = leaving.every((unit) => unit.madeUp === 'true')
    return { key, name, class: own, from: on, source: origin.source, ...(madeUp ? { madeUp: 'true' } : {}) }
  })
  const others = (part: Unit[]): Unit[] => part.filter(({ key }) => !from.includes(key))
  return [...others(units.slice(0, first)), ...becomes, ...others(units.slice(first))]
}
