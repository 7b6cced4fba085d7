import { bookSegments, type BookSegment } from '../../../records/book-segments.ts'
import { indicatorVersions, taskBook, type IndicatorRow } from '../../../records/indicator.ts'
import { scoresInForce } from '../../../records/score.ts'
import type { StepRow } from '../../../records/step.ts'
import type { TaskRow } from '../../../records/task.ts'
import { dateAt } from '../../../calendar/index.ts'
import { perIndicator } from '../../../steps/inputs.ts'
import { isLeading } from '../../../steps/silence.ts'
import { assessorOf, officeOf } from '../../../steps/units.ts'
import { partOf } from '../../../steps/visit.ts'
import { submit } from '../../verbs/submit.ts'
import type { Actor, Stage } from '../action.ts'
import { actorOf } from '../posts.ts'
import { whenToAct } from '../timing.ts'

/** Assessing bodies score: mostly full points, some deductions with their ground, what the script wants doubtful or uncovered. */
export const assess: Actor = (stage, task, step) => [
  {
    name: `assess/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const { spec } = step
      if (spec.kind !== 'assessment') return
      const who = ['assess', task.step, task.key]
      if (!perIndicator(stage.pack, spec.input)) {
        const score = `${stage.chance.whole(85, 99, ...who)}.${stage.chance.whole(0, 9, 'tenth', ...who)}`
        return submit(as(actorOf(task)), { task: task.id, content: { score, ground: '过程台账和考核节点有缺项，按评分细则扣分' } })
      }
      const scored = await scoresInForce(stage.database, stage.cycle, { unit: task.unit ?? '', input: spec.input })
      const book = (await taskBook(stage.database, stage.cycle, task.unit ?? '')).filter(
        (each) => assessorOf(stage.pack, each.unit, each.body) === task.assignee_body && !scored.some(({ item: key }) => key === each.key),
      )
      const versions = Map.groupBy(await indicatorVersions(stage.database, stage.cycle, task.unit ?? ''), ({ key }) => key)
      const first = task.assignee_body === assessorOf(stage.pack, task.unit ?? '', null)
      return submit(as(actorOf(task)), {
        task: task.id,
        content: {
          items: book.map((each, place) =>
            inSegments(item(stage, each, first ? place : -1), bookSegments(stage.pack, versions.get(each.key) ?? [])),
          ),
          ...(isLeading(task) ? MINUTES : {}),
        },
      })
    },
  },
]

const MINUTES = { document: '推演领导组纪要1号', participants: ['成员甲', '成员乙', '成员丙'] }

function item({ chance, script }: Stage, { unit, key, full_points: full, kind }: IndicatorRow, place: number) {
  const doubted = place === 0 && [script.falsified, script.lowered, script.granted].includes(unit)
  const silent = place === 1 && unit === script.silentRules
  const contested = place === 2 && [script.granted, script.refused, script.lateAppeal].includes(unit)
  const unfinished = unit === script.unfinished && kind === 'key'
  const deducts = contested || unfinished || chance.of('deduct', unit, key) < 0.12
  const base = { indicator: key, doubtful: doubted, silent, unfinished }
  if (!deducts) return { ...base, points: full }
  return {
    ...base,
    points: Number(full) > 1 ? minusHalf(full) : '0.5',
    ground: unfinished ? '重点任务未完成，按评分细则扣分' : '完成时限晚于考核节点，按评分细则扣分',
  }
}

/** The points of an indicator that was adjusted, part by part: what it loses it loses in each. */
function inSegments(given: ReturnType<typeof item>, parts: readonly BookSegment[]) {
  if (parts.length === 1) return given
  const { points: _, ...rest } = given
  const ground = 'ground' in rest ? { ground: rest.ground } : {}
  const segments = parts.map(({ from, row: { full_points: full } }) => ({
    from,
    points: 'ground' in rest ? (Number(full) > 1 ? minusHalf(full) : '0.5') : full,
    ...ground,
  }))
  const { indicator, doubtful, silent, unfinished } = rest
  return { indicator, doubtful, silent, unfinished, segments }
}

/** Half a point less; points come in halves. */
const minusHalf = (full: string): string => (full.endsWith('.5') ? full.slice(0, -2) : `${Number(full) - 1}.5`)

/** The office verifies on site: one report is found to be false, one is lowered, the rest is confirmed. */
export const verifyOnSite: Actor = (stage, task, step) => {
  const part = partOf(task)
  const at = whenToAct(stage.chance, task, step)
  const content = async (): Promise<object> => {
    if (part === 'plan') return planOf(stage, task, dateAt(at))
    if (part === 'signature') return signatureOf(stage, task.unit ?? '')
    return findingsOf(stage, task, step)
  }
  return [
    {
      name: `verify/${task.step}/${task.key}`,
      at,
      run: async (as) => submit(as(actorOf(task)), { task: task.id, content: await content() }),
    },
  ]
}

async function findingsOf(stage: Stage, task: TaskRow, step: StepRow) {
  const unit = task.unit ?? ''
  const findings = (await verified(stage, task, step)).map(({ indicator, suspect }) => finding(stage, suspect ? unit : '', indicator))
  const outside =
    unit === stage.script.lowered && !task.key.includes('@') ? [{ points: '0.5', ground: '现场台账缺失，属指标以外的管理问题' }] : []
  return { team: ['核验员甲', '核验员乙', '核验员丙'], on: dateAt(task.opened_at), findings, outside }
}

/** Two of the body that verifies and one of another, on the day of the plan. */
function planOf({ pack }: Stage, task: TaskRow, on: string) {
  const own = task.assignee_body ?? officeOf(pack)
  const other = pack.roster.bodies.find(({ key, unit }) => key !== own && unit !== task.unit)?.key ?? own
  const team = [['核验员甲', own], ['核验员乙', own], ['核验员丙', other]] as const // prettier-ignore
  return { team: team.map(([name, of]) => ({ name, of })), visits: [{ on, place: '办公地点和工程现场' }] }
}

/** Who lost points on site for something that it disputes does not sign. */
const signatureOf = ({ script }: Stage, unit: string) =>
  unit === script.lowered
    ? { outcome: 'refused', by: '分管负责人', reason: '部分工程量已于核验之后补齐' }
    : { outcome: 'signed', by: '主要负责人' }

/** What the task asks to verify: the doubtful scores, or, of a report, the indicators of the body; then only the first of all is suspect. */
async function verified({ database, cycle, pack }: Stage, { unit, assignee_body }: TaskRow, { spec }: StepRow) {
  const of = 'of' in spec ? pack.plan.find(({ key }) => key === spec.of) : undefined
  if (of?.kind !== 'report') {
    const doubtful = (await scoresInForce(database, cycle, { unit: unit ?? '' })).filter((each) => each.doubtful)
    return [...new Set(doubtful.map(({ item }) => item))].map((indicator) => ({ indicator, suspect: true }))
  }
  const book = await taskBook(database, cycle, unit ?? '')
  const own = spec.actor === 'assessors' ? book.filter((each) => assessorOf(pack, each.unit, each.body) === assignee_body) : book
  return own.map(({ key }) => ({ indicator: key, suspect: key === book[0]?.key }))
}

function finding({ script }: Stage, unit: string, indicator: string) {
  if (unit === script.falsified) return { indicator, outcome: 'falsified', ground: '上报材料与现场不符，验收记录系补造' }
  if (unit === script.lowered) return { indicator, outcome: 'lowered', points: '0.5', ground: '部分工程量未完成' }
  return { indicator, outcome: 'confirmed', ground: '现场与上报一致' }
}

/** The member bodies decide together where the standard says nothing. */
export const deliberate: Actor = (stage, task, step) => [
  {
    name: `deliberate/${task.step}/${task.key}`,
    at: whenToAct(stage.chance, task, step),
    run: async (as) => {
      const [item = ''] = task.key.slice((task.unit ?? '').length + 1).split('/')
      const full = (await taskBook(stage.database, stage.cycle, task.unit ?? '')).find((each) => each.key === item)?.full_points ?? '1'
      const content = {
        points: Number(full) > 1 ? minusHalf(full) : full,
        participants: ['成员单位甲', '成员单位乙', '成员单位丙'],
        document: '集体讨论纪要第1号',
        ground: '评分细则未规定，集体讨论酌情扣分',
      }
      return submit(as(actorOf(task)), { task: task.id, content })
    },
  },
]
