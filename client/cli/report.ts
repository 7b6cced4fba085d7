import { dueText } from '../../calendar/index.ts'
import type { Pack } from '../../scoring/index.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { changedIndicatorText, changedUnitsText } from '../change-words.ts'
import { rankingText } from './ranking.ts'
import { FIELDS, stateWord } from '../state-words.ts'
import { LIGHTS, SLIPS } from './words/supervision.ts'

/** A rehearsed year as people read it: ranking by class, the appeals and what they changed, the counts. */
export function reportText(pack: Pack, report: RehearsalReport): string {
  const { tasks, slips, lights, notices, digests, seconds, seed, resultHash, cycle } = report
  const counts = `任务：按时 ${tasks.inTime} 项，逾期办结 ${tasks.late} 项，逾期失效 ${tasks.lapsed} 项；通知 ${notices} 条，合为 ${digests} 份。`
  const facts = `推演周期 ${cycle}，种子 ${seed}，用时 ${seconds} 秒。结果校验值 ${resultHash}`
  return [
    rankingText(pack.roster.classes, report.units),
    appealsText(report),
    ...changesText(report),
    [counts, ...(Object.keys(slips).length > 0 ? [SLIPS.counts(slips)] : []), ...(lights ? [LIGHTS.counts(lights)] : []), facts].join('\n'),
  ].join('\n\n')
}

/** The appeals, each with its window and the published score before and after; then everything that the recomputation changed. */
export function appealsText({ units, appeals, difference }: RehearsalReport): string {
  const name = nameIn(units)
  const each = appeals.map((appeal) => {
    const scores =
      appeal.before === appeal.after
        ? `公布成绩 ${appeal.after ?? '未定'} 不变`
        : `公布成绩 ${appeal.before ?? '未定'} → ${appeal.after ?? '未定'}`
    return `  ${name(appeal.unit)}：${stateWord(appeal.state)}，${scores}；申请期限 ${dueText(appeal.dueAt)}\n    ${appeal.why}`
  })
  const changed = (difference?.changed ?? []).filter((unit) => unit.changes.length > 0)
  const lines = changed.map(({ unit, changes }) => {
    const what = changes.map(({ field, before, after }) => `${FIELDS[field] ?? field} ${before ?? '——'} → ${after ?? '——'}`)
    return `  ${name(unit)}：${what.join('，')}`
  })
  const rest = difference ? [`  其余 ${difference.unchanged.length} 个单位的成绩、名次和计分依据均不变。`] : []
  return ['【复核】', ...(each.length > 0 ? each : ['  无']), '【复核后的变化】', ...(lines.length > 0 ? lines : ['  无']), ...rest].join(
    '\n',
  )
}

/** What became of units and indicators in the course of the year, and how the scores of those concerned were made of it; nothing where all stayed as it was. */
function changesText({ units, changes }: RehearsalReport): string[] {
  const name = nameIn(units)
  const told = [...changes.units.map(changedUnitsText), ...changes.indicators.map((each) => changedIndicatorText(each, name))]
  if (told.length === 0) return []
  const how = changes.counted.flatMap(({ unit, how: lines }) => [`  ${name(unit)}：`, ...lines.map((line) => `    ${line}`)])
  return [['【单位和指标的变动】', ...told.toSorted().map((line) => `  ${line}`), ...how].join('\n')]
}

const nameIn =
  (units: RehearsalReport['units']) =>
  (unit: string): string =>
    units.find((each) => each.unit === unit)?.name ?? unit
