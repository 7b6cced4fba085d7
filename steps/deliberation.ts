import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { bookSegments } from '../records/book-segments.ts'
import { indicatorVersions } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { scoresInForce, storeScores } from '../records/score.ts'
import { openTasks } from '../records/task.ts'
import { People, Points, Text } from './content.ts'
import { inputOf } from './inputs.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf, unitsOf } from './units.ts'

const deliberated = ({ participants = '1' }: StepChange<'deliberation'>['spec']) =>
  z.strictObject({
    points: Points,
    participants: People(Number(participants), `集体讨论至少 ${participants} 个成员单位参加`),
    document: Text,
    ground: Text,
  })

/** What the standards do not cover is decided collectively (集体讨论决定), with minutes; the decision supersedes the assessor's score. */
export const deliberation: KindRules<'deliberation'> = {
  open: async (change) => {
    const tasks = (await silent(change)).map(({ unit, item, segment }) => ({
      key: segment === null ? `${unit}/${item}` : `${unit}/${item}/${segment}`,
      verb: 'submit' as const,
      unit,
      assignee: { body: officeOf(change.pack) },
      title: `${change.step.name}：${nameOf(change.pack, unit)} 指标 ${item}${segment === null ? '' : `（${segment} 起）`}`,
      due: change.step.due_at ?? change.now,
    }))
    await openTasks(change, change.step.key, tasks)
  },
  content: ({ spec }) => deliberated(spec),
  accept: async (change, submission, task) => {
    const { points, ground, document } = submission.content as z.infer<ReturnType<typeof deliberated>>
    const unit = submission.unit ?? ''
    const [item = '', segment = null] = (task?.key ?? '').slice(unit.length + 1).split('/')
    const old = (await silent(change)).find((each) => each.unit === unit && each.item === item && each.segment === segment)
    if (!old) throw new Refusal('conflict', `${nameOf(change.pack, unit)} 的指标 ${item} 已无待议事项。`)
    const versions = (await indicatorVersions(change.db, change.cycle, unit)).filter((each) => each.key === item)
    const parts = bookSegments(change.pack, versions)
    const full = (parts.find(({ from }) => from === segment) ?? parts.at(-1))?.row.full_points ?? '0'
    if (compare(points, full) > 0) throw new Refusal('bad-input', `指标 ${item} 的得分应不超过 ${full} 分，实为 ${points} 分，未予保存。`)
    const { input } = old
    await storeScores(change, [
      {
        unit,
        input,
        item,
        value: points,
        ground: `${ground}（${document}）`,
        submission: submission.id,
        supersedes: old.id,
        doubtful: old.doubtful,
        segment,
      },
    ])
  },
}

/** What the standards do not cover, of the units that are. */
async function silent(change: StepChange<'deliberation'>) {
  const scores = await scoresInForce(change.db, change.cycle, { input: inputOf(change.pack, change.spec.of) })
  const units = new Set(unitsOf(change).map(({ key }) => key))
  return scores.filter((each) => each.silent && units.has(each.unit))
}
