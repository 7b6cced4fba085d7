import type { EChartsCoreOption } from 'echarts/core'
import type { RankedUnit } from '../../views/shapes/ranking.ts'
import { colours, fonts } from '../theme.ts'
import { words } from '../words.ts'

/** Lengths of bars only: what people read is always the exact text. */
const height = ({ published }: RankedUnit): number => Number(published)

/** Where the axis begins: a multiple of five below the lowest score, so that differences can be seen. */
export function axisStart(units: readonly RankedUnit[]): number {
  const lowest = Math.min(...units.filter((unit) => unit.published !== null).map(height))
  return Number.isFinite(lowest) ? Math.max(0, Math.floor((lowest - 1) / 5) * 5) : 0
}

/** The published scores of a class as bars in order of rank; what an appeal changed is amber, what was made up is pale. */
export function rankingOption(units: readonly RankedUnit[]): EChartsCoreOption {
  const scored = units.filter((unit) => unit.published !== null)
  return {
    animation: false,
    textStyle: { fontFamily: fonts },
    grid: { left: 44, right: 8, top: 24, bottom: 112 },
    tooltip: { confine: true, textStyle: { fontSize: 12, color: colours.ink } },
    xAxis: {
      type: 'category',
      data: scored.map((unit) => unit.name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      // Names stand upright, one character below the other.
      axisLabel: {
        interval: 0,
        color: colours.ink,
        fontSize: 12,
        lineHeight: 13,
        formatter: (name: string) => [...name].slice(0, 8).join('\n'),
      },
    },
    yAxis: {
      type: 'value',
      min: axisStart(scored),
      axisLabel: { color: colours.muted },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [{ type: 'bar', barMaxWidth: 28, data: scored.map(bar), label: valueLabel }],
  }
}

const valueLabel = {
  show: true,
  position: 'top',
  fontSize: 11,
  color: colours.muted,
  formatter: ({ data }: { data: { text: string } }) => data.text,
}

function bar(unit: RankedUnit) {
  const color = unit.before ? colours.troubled : unit.madeUp ? colours.planned : colours.settled
  const tip = unit.rank === null ? '' : words.ranking.place(unit.rank)
  return {
    value: height(unit),
    text: unit.published ?? '',
    key: unit.unit,
    itemStyle: { color },
    tooltip: { formatter: () => `${unit.name}　${unit.published ?? ''}　${tip}` },
  }
}
