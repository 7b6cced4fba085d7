import type { StepRow } from '../../../records/step.ts'
import type { TaskRow } from '../../../records/task.ts'
import { declaredFields, nodesOf, type IndicatorField } from '../../../scoring/index.ts'
import { declarationStep } from '../../../steps/declaration.ts'
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
    run: (as) => submit(as(actorOf(task)), { task: task.id, content: { indicators: indicatorsOf(stage, task, step) } }),
  },
]

/** What a task of a declaration, or of its review after a return, asks to declare: the whole list of a unit, or the share of one assessing body. */
export function indicatorsOf(stage: Stage, task: Pick<TaskRow, 'unit' | 'assignee_body'>, { spec }: Pick<StepRow, 'spec'>) {
  const { pack } = stage
  const unit = task.unit ?? ''
  const declared = declarationStep(pack, spec.kind === 'review' ? spec.of : spec.key)
  const shared = declared.actor === 'assessors'
  const listed = pack.indicators.units[unit]
  const rows = listed
    ? listed.map(({ key, name, full, body, kind }) => ({ key, name, full, kind, ...(body === undefined ? {} : { body }) }))
    : generate(stage, unit, shared).map((each) => ({ ...each, generated: true }))
  const whole = rows.map((row, place) => ({ ...row, checkpoints: checkpointsOf(stage), ...fieldsOf(stage, declared, unit, place) }))
  return shared ? whole.filter((row) => row.body === task.assignee_body) : whole
}

const checkpointsOf = ({ pack }: Stage) => [
  { on: `${pack.pack.year}-06-30`, text: '完成年度任务的一半' },
  { on: `${pack.pack.year}-09-30`, text: '完成年度任务的四分之三' },
]

/** A plausible value for whatever else the pack wants declared; indicators stand under the nodes of the frame in turn. */
function fieldsOf({ pack, chance }: Stage, { asks = [] }: ReturnType<typeof declarationStep>, unit: string, place: number) {
  const value = (name: string, field: IndicatorField): string => {
    if (field.type === 'frame') return at(nodesOf(pack, field.level), place)
    if (field.type === 'choice') return chance.pick(field.values, 'field', unit, String(place), name)
    return field.type === 'flag' ? 'true' : (field.min ?? '1')
  }
  const fields = {
    ...Object.fromEntries(asks.map((ask) => [ask.key, answerTo(chance, ask, unit, place)])),
    ...Object.fromEntries(declaredFields(pack).map(([name, field]) => [name, value(name, field)])),
  }
  return Object.keys(fields).length > 0 ? { fields } : {}
}

/** Most points have the answer that is wanted of them; a few units fall short of the share. */
const WANTED = 0.8
function answerTo(chance: Stage['chance'], { key, label, values, atLeast }: Asked, unit: string, place: number): string {
  const who = ['ask', unit, String(place), key]
  if (values === undefined) return `${label}（推演生成）`
  return atLeast !== undefined && chance.of(...who) < WANTED ? atLeast.value : chance.pick(values, 'answer', ...who)
}
type Asked = NonNullable<ReturnType<typeof declarationStep>['asks']>[number]

const at = (list: readonly string[], place: number): string => list[place % list.length] ?? ''

const KINDS = [
  ['economic', '主要经济指标'],
  ['key', '重点工作'],
  ['functional', '职能工作'],
] as const

/**
 * As many tasks as the roster says, their points in halves adding up to the roster's; each says that it was generated. Where every assessing
 * body declares its share, each gets as many as the others; otherwise some are led by another unit's body.
 */
function generate({ pack, chance }: Stage, unit: string, shared: boolean) {
  const rostered = pack.roster.units.find((each) => each.key === unit)
  const count = Number(rostered?.tasks ?? TOWN_TASKS)
  const assessors = pack.roster.bodies.filter((body) => body.role === 'assessor' && body.unit !== unit)
  const lead = assessors.filter((body) => body.unit !== undefined)
  const bodyOf = (key: string, index: number): string | undefined => {
    if (shared)
      return at(
        assessors.map((body) => body.key),
        index,
      )
    return lead.length > 0 && chance.of('led', unit, key) < 0.15 ? chance.pick(lead, 'body', unit, key).key : undefined
  }
  const points = shareOut(doubled(pack.indicators.total?.full ?? rostered?.points ?? TOWN_POINTS), count, (place) =>
    chance.whole(SHORT, 12, 'points', unit, String(place)),
  )
  return points.map((halves, index) => {
    const key = String(index + 1)
    const [kind, name] = chance.pick(KINDS, 'kind', unit, key)
    const body = bodyOf(key, index)
    return { key, name: `${name}任务${key}（推演生成）`, full: halved(halves), kind, ...(body === undefined ? {} : { body }) }
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
