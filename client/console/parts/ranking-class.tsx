import { Alert, Grid, Table, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import type { RankedClassView, RankedUnit } from '../../views/shapes/ranking.ts'
import { pathOf } from '../api.ts'
import { Chart } from '../charts/chart.tsx'
import { axisStart, rankingOption } from '../charts/ranking-option.ts'
import { words } from '../words.ts'
import { Consequences } from './consequences.tsx'
import { MadeUp } from './made-up.tsx'

const w = words.ranking
type Row = RankedUnit & { href: string }

/** One class: its scores as bars, and as a table whose units lead to their traces. */
export function RankingClass({ cycle, of }: { cycle: string; of: RankedClassView }) {
  const [, go] = useLocation()
  const narrow = Grid.useBreakpoint().md === false
  const option = useMemo(() => rankingOption(of.units), [of.units])
  const rows = of.units.map((unit) => ({ ...unit, href: pathOf.unit(cycle, unit.unit) }))
  const start = axisStart(of.units)
  const changed = of.units.some((unit) => unit.before !== null)
  const graded = of.units.some((unit) => unit.grade !== null)
  const columns = narrow ? narrowColumns : wideColumns(changed, graded)
  return (
    <>
      {!of.complete && <Alert type="info" showIcon title={w.incomplete} />}
      {!of.ranked && <Alert type="info" showIcon title={w.unranked} />}
      {of.notes.map((note) => (
        <Alert key={note} type="info" showIcon title={note} />
      ))}
      <p className="axis">
        {w.axis(
          start,
          changed,
          of.units.some((unit) => unit.madeUp),
        )}
      </p>
      <Chart
        option={option}
        label={w.chart(of.name, start)}
        height={320}
        minWidth={of.units.length * 32 + 60}
        onClick={(unit) => go(pathOf.unit(cycle, unit))}
      />
      <Table<Row> size="small" rowKey="unit" dataSource={rows} columns={columns} pagination={false} />
    </>
  )
}

const Name = ({ row }: { row: Row }) => (
  <>
    <Link href={row.href} aria-label={w.open(row.name)}>
      {row.name}
    </Link>
    {row.madeUp && <MadeUp />}
  </>
)

const Place = ({ rank, last }: Row) => (
  <span className="place">
    {rank ?? '—'}
    {last && <small>{w.last}</small>}
  </span>
)

const Score = ({ published, state }: Row) => <strong className="score">{published ?? w.states[state]}</strong>

function wideColumns(changed: boolean, graded: boolean): TableColumnsType<Row> {
  const before = {
    title: w.change,
    key: 'before',
    width: 160,
    render: (_: unknown, { before }: Row) => (before ? w.before(before.published, before.rank) : ''),
  }
  return [
    { title: w.rank, key: 'rank', width: 76, align: 'center', render: (_, row) => <Place {...row} /> },
    { title: w.unit, key: 'unit', width: 200, render: (_, row) => <Name row={row} /> },
    { title: w.published, key: 'published', width: 96, align: 'right', render: (_, row) => <Score {...row} /> },
    { title: w.total, key: 'total', width: 330, render: (_, { total }) => <span className="exact">{total}</span> },
    ...(graded ? [{ title: w.grade, key: 'grade', width: 110, render: (_: unknown, { grade }: Row) => grade ?? '' }] : []),
    ...(changed ? [before] : []),
    { title: w.consequences, key: 'consequences', render: (_, { consequences }) => <Consequences of={consequences} /> },
  ]
}

const narrowColumns: TableColumnsType<Row> = [
  { title: w.rank, key: 'rank', width: 52, align: 'center', render: (_, row) => <Place {...row} /> },
  {
    title: w.unit,
    key: 'unit',
    render: (_, row) => (
      <>
        <Name row={row} />
        <span className="exact waiting">{row.total}</span>
        {row.grade !== null && <span className="waiting">{row.grade}</span>}
        {row.before && <span className="waiting">{`${w.change} ${w.before(row.before.published, row.before.rank)}`}</span>}
        <Consequences of={row.consequences} />
      </>
    ),
  },
  { title: w.published, key: 'published', width: 84, align: 'right', render: (_, row) => <Score {...row} /> },
]
