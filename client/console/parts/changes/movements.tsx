import { Collapse, Grid, Table, type TableColumnsType } from 'antd'
import type { MovementView } from '../../../views/shapes/changes.ts'
import { changesWords } from '../../words/changes.ts'
import { Card } from '../card.tsx'

const w = changesWords.movements
type Moved = MovementView['moved'][number]

/** Every act that moved dates: by which document, why, and each date before and after. */
export function Movements({ movements }: { movements: readonly MovementView[] }) {
  if (movements.length === 0) return null
  return (
    <Card title={w.title}>
      <ol className="entries">
        {movements.map((movement) => (
          <Movement key={movement.number} movement={movement} />
        ))}
      </ol>
    </Card>
  )
}

function Movement({ movement: { number, kind, document, reason, by, at, reversedBy, moved } }: { movement: MovementView }) {
  return (
    <li>
      <div className="entry">
        <span className="step-name">{`${w.kinds[kind]}　${changesWords.ground(document, reason)}`}</span>
        <span className={reversedBy === null ? 'when date' : 'warn date'}>
          {reversedBy === null ? w.number(number) : w.reversed(reversedBy)}
        </span>
      </div>
      <p className="when">{`${by}，${at}${reversedBy === null ? '' : `，${w.number(number)}`}`}</p>
      <Collapse ghost size="small" items={[{ key: 'moved', label: w.count(moved.length), children: <Dates moved={moved} /> }]} />
    </li>
  )
}

const wasOf = ({ was }: Moved) => <del className="date">{was ?? w.undated}</del>
const becomesOf = ({ becomes }: Moved) => <ins className="date">{becomes}</ins>
const wide: TableColumnsType<Moved> = [
  { title: w.columns.of, dataIndex: 'of' },
  { title: w.columns.what, key: 'date', width: 72, render: (_, { date }) => w.what[date] },
  { title: w.columns.was, key: 'was', width: 160, render: (_, row) => wasOf(row) },
  { title: w.columns.becomes, key: 'becomes', width: 160, render: (_, row) => becomesOf(row) },
]
const narrow: TableColumnsType<Moved> = [
  {
    title: w.columns.of,
    key: 'of',
    render: (_, row) => (
      <>
        {`${row.of}　${w.what[row.date]}`}
        <span className="waiting change">
          {wasOf(row)} → {becomesOf(row)}
        </span>
      </>
    ),
  },
]

function Dates({ moved }: { moved: Moved[] }) {
  const columns = Grid.useBreakpoint().md === false ? narrow : wide
  return (
    <Table<Moved>
      className="change"
      size="small"
      rowKey={(row) => `${row.of}/${row.task ?? ''}/${row.date}`}
      dataSource={moved}
      columns={columns}
      pagination={false}
    />
  )
}
