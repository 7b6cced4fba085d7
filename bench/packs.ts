import { canonicalJson, sha256, type Pack, type PlanStep } from '../scoring/index.ts'

/** A pack of another content: in memory only, with the hash that it then has. */
function changed({ hash: _, ...content }: Pack, change: Partial<Omit<Pack, 'hash'>>): Pack {
  const json = JSON.parse(canonicalJson({ ...content, ...change })) as Omit<Pack, 'hash'>
  return { ...json, hash: sha256(canonicalJson(json)) }
}

/** The pack with its roster repeated until it has exactly so many units: a copy of `甲` is `甲·2`, in the same class, assessed by the same bodies. */
export function withUnits(pack: Pack, count: number): Pack {
  const { units } = pack.roster
  const many = Array.from({ length: count }, (_, place) => {
    const unit = units[place % units.length]!
    const copy = Math.floor(place / units.length) + 1
    return copy === 1 ? unit : { ...unit, key: `${unit.key}·${copy}`, name: `${unit.name}·${copy}` }
  })
  return changed(pack, { roster: { ...pack.roster, units: many } })
}

/** Which of several steps of one kind a short year keeps. */
const KEPT: Partial<Record<PlanStep['kind'], 'first' | 'last'>> = {
  selfCheck: 'first',
  spotCheck: 'first',
  report: 'last',
  assessment: 'last',
}

/** The pack with a shorter year: the first self-check and spot check, the last report and assessment, everything else as it is. */
export function withShortPlan(pack: Pack): Pack {
  const kept = pack.plan.filter((step) => {
    const alike = pack.plan.filter(({ kind }) => kind === step.kind)
    const which = KEPT[step.kind]
    return which === undefined || step === (which === 'first' ? alike[0] : alike.at(-1))
  })
  const keys = new Set(kept.map(({ key }) => key))
  return changed(pack, { plan: kept.map((step) => ({ ...step, after: step.after.filter((key) => keys.has(key)) })) })
}

type Chain = { units: number; steps: number; late?: PlanStep['late'] }

/** A year of so many declarations, one after the other: each opens a task for every unit and settles with the last of them. */
export function chain(pack: Pack, { units, steps, late = 'escalate' }: Chain): Pack {
  const { roster } = withUnits(pack, units)
  const source = pack.plan[0]!.source
  const plan = Array.from({ length: steps }, (_, place): PlanStep => ({
    key: `step-${place + 1}`,
    kind: 'declaration',
    name: `第 ${place + 1} 步`,
    actor: 'units',
    after: place === 0 ? [] : [`step-${place}`],
    opens: { workingDays: '0', after: 'settled' },
    due: { workingDays: '20', after: 'opened' },
    late,
    reminders: [],
    source,
  }))
  // a unit of the bench declares what it likes: the roster's own counts and points do not bind it
  const free = roster.units.map(({ tasks: _1, points: _2, ...unit }) => unit)
  return changed(pack, { roster: { ...roster, units: free }, plan })
}

/** The pack with everything decided that it leaves open, for show: so that a live cycle opens. */
export function decided(pack: Pack): Pack {
  const by = { by: 'bench', document: 'bench', on: pack.pack.issued }
  return changed(pack, { assumptions: pack.assumptions.map((each) => ({ ...each, decided: each.decided ?? by })) })
}
