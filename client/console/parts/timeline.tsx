import { Grid } from 'antd'
import { useMemo } from 'react'
import type { CycleView } from '../../views/shapes/cycle.ts'
import { Chart } from '../charts/chart.tsx'
import { lanesOf, type Drawn } from '../charts/lanes.ts'
import { timelineOption } from '../charts/timeline-option.ts'
import { colours } from '../theme.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'

const ROW = { wide: 24, narrow: 36 }
const looks: Drawn[] = ['settled', 'troubled', 'open', 'planned']

/** The year from its first opening to its last due day, a row for each kind of step. */
export function Timeline({ cycle }: { cycle: CycleView }) {
  const narrow = Grid.useBreakpoint().md === false
  const lanes = useMemo(() => lanesOf(cycle.steps), [cycle.steps])
  const option = useMemo(() => timelineOption(lanes, cycle.clockAt, narrow), [lanes, cycle.clockAt, narrow])
  const days = cycle.steps.flatMap(({ opens, due }) => [opens?.text ?? '', due?.text.slice(0, 10) ?? '']).filter(Boolean)
  const settled = cycle.steps.filter((step) => step.settled !== null).length
  const [from, to] = [days.toSorted()[0] ?? '', days.toSorted().at(-1) ?? '']
  const label = words.timeline.label(from, to, settled, cycle.steps.length)
  return (
    <Card title={words.timeline.title} aside={<Legend />}>
      <p className="axis">{words.timeline.span(from, to, cycle.clock)}</p>
      <Chart option={option} label={label} height={lanes.length * (narrow ? ROW.narrow : ROW.wide) + 36} minWidth={0} />
    </Card>
  )
}

function Legend() {
  return (
    <ul className="legend">
      {looks.map((look) => (
        <li key={look}>
          <span className="swatch" style={{ background: colours[look] }} aria-hidden />
          {words.timeline.legend[look]}
        </li>
      ))}
      <li>
        <span className="stroke" aria-hidden />
        {words.timeline.settledMark}
      </li>
    </ul>
  )
}
