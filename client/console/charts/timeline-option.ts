import type { CustomSeriesRenderItem } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import type { StepView } from '../../views/shapes/step.ts'
import { colours, fonts } from '../theme.ts'
import { words } from '../words.ts'
import { endOf, lookOf, type Lane } from './lanes.ts'

const BAR = 12
const BEIJING_MS = 8 * 3_600_000
/** The axis counts in UTC; so Beijing's wall clock is drawn as if it were UTC, whatever the zone of the browser. */
const drawn = (instant: string): number => Date.parse(instant) + BEIJING_MS

/** The year as bars: a row for each lane, a bar from opening to due (or to settling, when that was later), a stroke where it was settled. */
export function timelineOption(lanes: readonly Lane[], clock: string, narrow: boolean): EChartsCoreOption {
  const data = lanes.flatMap(({ steps }, row) => steps.map((step) => datum(step, row)))
  return {
    useUTC: true,
    animation: false,
    textStyle: { fontFamily: fonts },
    grid: { left: narrow ? 4 : 208, right: narrow ? 12 : 24, top: 28, bottom: 4 },
    tooltip: {
      confine: true,
      textStyle: { fontSize: 12, color: colours.ink },
      formatter: ({ data: { text } }: { data: { text: string } }) => text,
    },
    xAxis: {
      type: 'time',
      position: 'top',
      axisLabel: { formatter: { year: '{yyyy}年', month: '{M}月', day: '' }, color: colours.muted, hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: colours.line } },
      axisLine: { lineStyle: { color: colours.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: lanes.map((lane) => lane.label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: colours.ink, fontSize: 12, ...(narrow ? above : { width: 196, overflow: 'truncate' }) },
      z: 3,
    },
    series: [{ type: 'custom', renderItem: drawStep(narrow), encode: { x: [0, 1], y: 2 }, data, markLine: clockLine(clock) }],
  }
}

function datum(step: StepView, row: number) {
  const value = [drawn(step.opens?.instant ?? ''), drawn(endOf(step)), row, step.settled ? drawn(step.settled.instant) : Number.NaN]
  return { value, text: tooltipOf(step), key: step.key, itemStyle: { color: colours[lookOf(step)] } }
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function tooltipOf({ name, opens, due, settled, tasks }: StepView): string {
  const when = `${opens?.text ?? ''} ${words.steps.to} ${due?.text ?? ''}`
  const { total, inTime, late, lapsed, open } = tasks
  const counts = total > 0 ? words.steps.counts(total, inTime, late, lapsed, open) : ''
  const done = settled ? `${words.timeline.settledAt} ${settled.text}` : ''
  return [`<strong>${escape(name)}</strong>`, when, done, counts].filter(Boolean).join('<br>')
}

/** On a narrow screen the names stand above their bars, not beside them. */
const above = { inside: true, align: 'left', verticalAlign: 'bottom', margin: 0, padding: [0, 0, 2, 0] }

const drawStep =
  (narrow: boolean): CustomSeriesRenderItem =>
  (_params, api) => {
    const row = api.value(2)
    const [left = 0, y = 0] = api.coord([api.value(0), row])
    const [right = 0] = api.coord([api.value(1), row])
    const top = narrow ? y + 3 : y - 6
    const bar = { x: left, y: top, width: Math.max(right - left, 4), height: BAR, r: 2 }
    const settled = Number(api.value(3))
    const [dot = 0] = Number.isNaN(settled) ? [] : api.coord([settled, row])
    const children = [{ type: 'rect' as const, shape: bar, style: { fill: String(api.visual('color')) } }]
    if (Number.isNaN(settled)) return { type: 'group', children }
    const mark = { type: 'rect' as const, shape: { x: dot - 1, y: top - 3, width: 2, height: BAR + 6 }, style: { fill: colours.ink } }
    return { type: 'group', children: [...children, mark] }
  }

function clockLine(clock: string) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: colours.now, type: 'solid', width: 1 },
    label: { formatter: words.timeline.now, color: colours.now, position: 'start' },
    data: [{ xAxis: drawn(clock) }],
  }
}
