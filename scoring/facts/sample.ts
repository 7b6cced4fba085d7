import { scoreUnit } from '../evaluate/score-unit.ts'
import type { Pack } from '../pack/pack.ts'
import type { Facts, UnitFacts } from './facts.ts'
import { lotOf } from './lot.ts'
import { sampleParameters } from './sample-parameter.ts'
import { sampleUnit } from './sample-unit.ts'
import type { Making } from './sample-unit.ts'
import { usedBy } from './sample-use.ts'

/**
 * Made-up facts for every unit of the roster and every input that the pack declares for it, and for parameters that it leaves open, the same for the same seed. Bounds are kept, the task
 * book is the one that the pack lists, else one with the roster's number of tasks and points. Units are of different levels, so that ranks
 * differ. For trying a pack out: never facts of a real unit.
 */
export function sampleFacts(pack: Pack, seed: string): Facts {
  const lot = lotOf(seed)
  const used = usedBy(pack)
  const parameters = sampleParameters(pack, used)
  const units = pack.roster.units.map((unit): [string, UnitFacts] => {
    const draw = { lot, level: lot.whole(720, 985, unit.key, 'level'), names: [unit.key] }
    const of = (eventful: boolean): UnitFacts => sampleUnit({ pack, used, eventful } satisfies Making, unit, draw)
    const facts = of(true)
    // events may contradict each other by chance: such a unit has a year without any
    return [unit.key, scoreUnit(pack, unit.key, facts, parameters).state === 'refused' ? of(false) : facts]
  })
  const all = { pack: pack.pack.key, units: Object.fromEntries(units) }
  return Object.keys(parameters).length === 0 ? all : { ...all, parameters }
}
