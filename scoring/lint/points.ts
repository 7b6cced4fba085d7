import { compare, sum } from '../decimal.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Where the tasks of a unit are listed, their number and full points are those of the roster. */
export const points: Check = ({ roster, indicators }) =>
  Object.entries(indicators.units).flatMap(([unit, list]) => {
    const listed = roster.units.find(({ key }) => key === unit)
    const at: [string, string] = ['indicators.yaml', `/units/${unit}`]
    if (!listed) return [finding('error', 'unknown-unit', at, `单位应在 roster.yaml 中，实为 \`${unit}\`。请更正。`)]
    const total = sum(list.map(({ full }) => full))
    const source = listed.source
    return [
      ...(listed.points === undefined || compare(listed.points, total) === 0
        ? []
        : [finding('error', 'full-points', at, `“${unit}”各项分值之和应为 ${listed.points}，实为 ${total}。请核对。`, source)]),
      ...(listed.tasks === undefined || Number(listed.tasks) === list.length
        ? []
        : [finding('error', 'task-count', at, `“${unit}”的任务应为 ${listed.tasks} 项，实为 ${list.length} 项。请核对。`, source)]),
    ]
  })
