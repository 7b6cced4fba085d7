import { submit } from '../../verbs/submit.ts'
import type { Actor, Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

const TOWN_TASKS = 20
const TOWN_POINTS = '100'
const SHORT = 3

/** Declares the tasks that the regulation lists for the unit; where it lists only their number and points, generated ones that match. */
export const declare: Actor = (stage, task, step) => [
  {
    name: `declare/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: (as) => submit(as(actorOf(task)), { task: task.id, content: { indicators: indicatorsOf(stage, task.unit ?? '') } }),
  },
]

export function indicatorsOf(stage: Stage, unit: string) {
  const listed = stage.pack.indicators.units[unit]
  const checkpoints = checkpointsOf(stage)
  if (listed)
    return listed.map(({ key, name, full, body, kind }) => ({
      key,
      name,
      full,
      kind,
      checkpoints,
      ...(body === undefined ? {} : { body }),
    }))
  return generate(stage, unit).map((each) => ({ ...each, checkpoints, generated: true }))
}

const checkpointsOf = ({ pack }: Stage) => [
  { on: `${pack.pack.year}-06-30`, text: '完成年度任务的一半' },
  { on: `${pack.pack.year}-09-30`, text: '完成年度任务的四分之三' },
]

const KINDS = [
  ['economic', '主要经济指标'],
  ['key', '重点工作'],
  ['functional', '职能工作'],
] as const

/** As many tasks as the roster says, their points in halves adding up to the roster's; each says that it was generated. */
function generate({ pack, chance }: Stage, unit: string) {
  const rostered = pack.roster.units.find((each) => each.key === unit)
  const count = Number(rostered?.tasks ?? TOWN_TASKS)
  const bodies = pack.roster.bodies.filter((body) => body.role === 'assessor' && body.unit !== undefined && body.unit !== unit)
  const points = shareOut(doubled(rostered?.points ?? TOWN_POINTS), count, (place) =>
    chance.whole(SHORT, 12, 'points', unit, String(place)),
  )
  return points.map((halves, index) => {
    const key = String(index + 1)
    const [kind, name] = chance.pick(KINDS, 'kind', unit, key)
    const led = bodies.length > 0 && chance.of('led', unit, key) < 0.15 ? chance.pick(bodies, 'body', unit, key).key : undefined
    return { key, name: `${name}任务${key}（推演生成）`, full: halved(halves), kind, ...(led === undefined ? {} : { body: led }) }
  })
}

/** Shares a whole number of half points out by weight: everyone gets at least one, the sum is exact. */
function shareOut(halves: number, count: number, weightOf: (place: number) => number): number[] {
  const weights = Array.from({ length: count }, (_, place) => weightOf(place))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => Math.max(1, Math.floor((halves * weight) / whole)))
  let rest = halves - shares.reduce((sum, share) => sum + share, 0)
  for (let place = 0; rest !== 0; place = (place + 1) % count) {
    const share = shares[place] ?? 0
    if (rest < 0 && share <= 1) continue
    shares[place] = share + Math.sign(rest)
    rest -= Math.sign(rest)
  }
  return shares
}

/** Half points as whole numbers: `191.5` is 383. */
const doubled = (points: string): number =>
  Number(
    points
      .replace(/\.0+$/, '')
      .replace(/^(\d+)$/, '$1.0')
      .replace('.', ''),
  ) / 5
const halved = (halves: number): string => (halves % 2 === 0 ? String(halves / 2) : `${Math.floor(halves / 2)}.5`)
