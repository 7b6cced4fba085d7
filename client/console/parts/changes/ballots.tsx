import { Table, type TableColumnsType } from 'antd'
import type { BallotBoxView } from '../../../views/shapes/changes.ts'
import { changesWords } from '../../words/changes.ts'
import { Card } from '../card.tsx'

const w = changesWords.ballots
type Row = BallotBoxView['groups'][number] & { open: boolean }

const columns: TableColumnsType<Row> = [
  { title: w.columns.group, dataIndex: 'name' },
  { title: w.columns.issued, dataIndex: 'issued', align: 'right', width: 80 },
  {
    title: w.columns.used,
    key: 'used',
    align: 'right',
    width: 104,
    render: (_, { used, open }) => used ?? <span className="when">{open ? w.later : w.hidden}</span>,
  },
]

/** How many codes each anonymous evaluation has, how many rated once it is over, and the floor; never who. */
export function Ballots({ ballots }: { ballots: readonly BallotBoxView[] }) {
  if (ballots.length === 0) return null
  return (
    <Card title={w.title}>
      <p className="intro">{w.intro}</p>
      {ballots.map(({ step, name, state, floor, below, groups }) => (
        <section key={step} className="ballot" aria-label={name}>
          <h3>
            {name} {state === 'open' && <span className="state open">{w.open}</span>}
          </h3>
          <p className="when">{`${w.floor(floor)}${w.below[below]}`}</p>
          <Table<Row>
            size="small"
            rowKey="name"
            dataSource={groups.map((group) => ({ ...group, open: state === 'open' }))}
            columns={columns}
            pagination={false}
          />
        </section>
      ))}
    </Card>
  )
}
