import { sha256 } from '../../../scoring/canonical.ts'
import type { StepRow } from '../../../records/step.ts'
import { officeOf, unitsOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { issueCodes, newCode } from '../../verbs/issue-codes.ts'
import { rate } from '../../verbs/rate.ts'
import type { Action, Stage } from '../action.ts'
import { instantWithin } from '../working-hours.ts'

const ABSENT = 0.2
const UNKNOWN = 0.08
/** The last group knows about half of the units: of some too few ratings come in. */
const HARDLY_KNOWN = 0.5
/** Ratings come in after the codes have been handed out. */
const FIRST = 0.15

/** The office hands out codes on the first day; most of those who got one use it, and leave out whom they do not know. */
export function castBallots(stage: Stage, step: StepRow): Action[] {
  const { spec } = step
  if (spec.kind !== 'ballot') return []
  const { pack, chance } = stage
  const issue: Action = {
    name: `ballot/${step.key}/codes`,
    at: instantWithin(step.opens_at ?? '', step.due_at ?? '', 0, 0),
    run: (as) =>
      issueCodes(as(postOf(officeOf(pack))), { step: step.key, keep: () => {}, make: (group, place) => codeOf(stage, step, group, place) }),
  }
  const places = spec.groups.flatMap(({ key, codes }) => Array.from({ length: Number(codes) }, (_, place) => [key, place] as const))
  const ratings = places.flatMap(([group, place]): Action[] => {
    const who = ['ballot', step.key, group, String(place)]
    if (chance.of('absent', ...who) < ABSENT) return []
    const unknown = group === spec.groups.at(-1)?.key ? HARDLY_KNOWN : UNKNOWN
    const part = FIRST + chance.of('part', ...who) * (0.9 - FIRST)
    return [
      {
        name: who.join('/'),
        at: instantWithin(step.opens_at ?? '', step.due_at ?? '', part, Math.max(FIRST, chance.of('time', ...who))),
        run: (as) => {
          const { post: _, ...call } = as('')
          const known = unitsOf({ pack, spec }).filter(({ key }, index) => index === 0 || chance.of('unknown', ...who, key) >= unknown)
          const content = { ratings: Object.fromEntries(known.map(({ key }) => [key, String(chance.whole(75, 98, 'rate', ...who, key))])) }
          return rate(call, { code: codeOf(stage, step, group, place), content, id: sha256([stage.cycle, ...who].join('/')).slice(0, 32) })
        },
      },
    ]
  })
  return [issue, ...ratings]
}

const codeOf = ({ chance, cycle }: Stage, { key }: StepRow, group: string, place: number): string => {
  let letter = 0
  return newCode((below) => chance.whole(0, below - 1, 'code', cycle, key, group, String(place), String(letter++)))
}
