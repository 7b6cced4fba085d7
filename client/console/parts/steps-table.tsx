import { Grid, Table, type TableColumnsType } from 'antd'
import type { CycleView } from '../../views/shapes/cycle.ts'
import type { StepView } from '../../views/shapes/step.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'
import { Deadline } from './deadline.tsx'
import { SourceNote } from './source-note.tsx'

const w = words.steps

/** All steps with their times and counts; a row opens to the article on which the step rests. */
export function StepsTable({ cycle }: { cycle: CycleView }) {
  const narrow = Grid.useBreakpoint().md === false
  return (
    <Card title={w.title}>
      <Table<StepView>
        size="small"
        rowKey="key"
        dataSource={cycle.steps}
        columns={narrow ? narrowColumns : wideColumns}
        pagination={false}
        expandable={{
          expandedRowRender: ({ key, source, due }) => (
            <>
              <SourceNote source={source} />
              {due !== null && !due.expected && <Deadline cycle={cycle.id} subject={key} />}
            </>
          ),
          columnTitle: <span className="hidden">{w.basis}</span>,
        }}
      />
    </Card>
  )
}

const State = ({ step: { state } }: { step: StepView }) => <span className={`state ${state}`}>{w.states[state]}</span>

const windowOf = ({ opens, due }: StepView): string =>
  `${opens?.text ?? '—'} ${w.to} ${due?.text ?? '—'}${opens?.expected || due?.expected ? w.expected : ''}`

function count(title: string, of: keyof StepView['tasks'], warn = false): TableColumnsType<StepView>[number] {
  const render = (_: unknown, { tasks }: StepView) =>
    tasks.total === 0 ? '' : <span className={tasks[of] === 0 ? 'zero' : warn ? 'warn' : ''}>{tasks[of]}</span>
  return { title, key: of, align: 'right', width: 64, render }
}

const wideColumns: TableColumnsType<StepView> = [
  {
    title: w.name,
    key: 'name',
    render: (_, step) => (
      <>
        <span className="step-name">{step.name}</span>
        {step.waiting !== null && <span className="waiting">{step.waiting}</span>}
      </>
    ),
  },
  { title: w.window, key: 'window', width: 270, render: (_, step) => <span className="date">{windowOf(step)}</span> },
  { title: w.settled, key: 'settled', width: 140, render: (_, { settled }) => <span className="date">{settled?.text ?? ''}</span> },
  { title: w.state, key: 'state', width: 84, render: (_, step) => <State step={step} /> },
  count(w.total, 'total'),
  count(w.inTime, 'inTime'),
  count(w.late, 'late', true),
  count(w.lapsed, 'lapsed', true),
  count(w.open, 'open'),
]

const narrowColumns: TableColumnsType<StepView> = [
  {
    title: w.name,
    key: 'name',
    render: (_, step) => {
      const { total, inTime, late, lapsed, open } = step.tasks
      return (
        <>
          <span className="step-name">{step.name}</span> <State step={step} />
          <span className="waiting date">{windowOf(step)}</span>
          {total > 0 && <span className="waiting">{w.counts(total, inTime, late, lapsed, open)}</span>}
          {step.waiting !== null && <span className="waiting">{step.waiting}</span>}
        </>
      )
    },
  },
]
