import type { ChangedIndicator, ChangedUnits } from './rehearsal/report/changes.ts'

const KINDS = { rename: '更名为', merge: '合并为', split: '分立为' } as const

/** What became of units, in one sentence, with its document. */
export function changedUnitsText({ kind, on, from, into, document, reason, ...moved }: ChangedUnits): string {
  const event = `${on} ${from.join('、')}${KINDS[kind]}${into.join('、')}（${document}，${reason}）`
  if (kind === 'rename') return `${event}：记录不动，当日起用新名称`
  const { indicators, scores, additions, tasks } = moved
  const rest = tasks.length === 0 ? '没有未办的任务' : `未办的 ${tasks.length} 项任务取消，由承接单位办理：${tasks.join('、')}`
  return `${event}：指标 ${indicators} 项、得分 ${scores} 个、加减分 ${additions} 件转给承接单位，原单位名下照旧可查；${rest}`
}

/** What became of an indicator, in one sentence, with its document. `nameOf`: the unit's name. */
export function changedIndicatorText(
  { unit, indicator, name, on, document, was, now }: ChangedIndicator,
  nameOf: (unit: string) => string,
) {
  const head = `${on ?? ''} ${nameOf(unit)} 指标 ${indicator}“${name}”`
  if (now === null) return `${head}撤销（${document}）：原 ${was.full} 分，记录和得分留存，不再计入`
  const points = was.full === now.full ? [] : [`分值由 ${was.full} 分改为 ${now.full} 分`]
  const standard = was.standard === now.standard || now.standard === null ? [] : [`完成标准改为“${now.standard}”`]
  return `${head}调整（${document}）：${[...points, ...standard].join('，') || '名称或考核节点有改动'}`
}
