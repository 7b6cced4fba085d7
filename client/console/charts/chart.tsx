import { BarChart, CustomChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, CustomChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

type Props = { option: EChartsCoreOption; label: string; height: number; minWidth: number; onClick?: (key: string) => void }

/**
 * A drawing that repeats what a table beside it says in words: `label` tells what it shows. Narrow screens scroll it sideways.
 * `onClick` hears the `key` of the datum that was chosen.
 */
export function Chart({ option, label, height, minWidth, onClick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)
  const chosen = useRef(onClick)
  chosen.current = onClick

  useEffect(() => {
    if (!box.current) return
    const made = init(box.current, null, { renderer: 'svg' })
    chart.current = made
    made.on('click', ({ data }) => {
      const { key } = (data ?? {}) as { key?: string }
      if (key !== undefined) chosen.current?.(key)
    })
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      made.dispose()
    }
  }, [])

  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option])

  return (
    // What may have to be scrolled must be reachable with the keyboard.
    <div className="chart" role="group" aria-label={label} {...(minWidth > 0 ? { tabIndex: 0 } : {})}>
      <div ref={box} role="img" aria-label={label} style={{ height, minWidth }} />
    </div>
  )
}
