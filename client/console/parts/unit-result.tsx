import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { UnitView } from '../../views/shapes/unit.ts'
import { words } from '../words.ts'
import { Consequences } from './consequences.tsx'
import { MadeUp } from './made-up.tsx'

const w = words.unit

/** The name of a unit, its published and exact score, its rank and what follows from it. */
export function UnitResult({ unit }: { unit: UnitView }) {
  const { name, madeUp, published, total, rank, before, state, consequences } = unit
  return (
    <section className="card summary" aria-label={name}>
      <h1>
        {name}
        {madeUp && <MadeUp />}
      </h1>
      <dl className="figures">
        <Figure name={w.published} value={published ?? (words.ranking.states[state] || '—')} big />
        <Figure name={w.rank} value={rank === null ? '—' : w.rankOf(rank, unit.class.size)} />
        {before && <Figure name={words.ranking.change} value={words.ranking.before(before.published, before.rank)} />}
        <Figure name={w.total} value={<span className="exact">{total ?? '—'}</span>} />
        <Figure name={w.class} value={unit.class.name} />
      </dl>
      <Consequences of={consequences} />
      <Findings title={w.missing} lines={unit.missing} />
      <Findings title={w.problems} lines={unit.problems} />
    </section>
  )
}

function Figure({ name, value, big = false }: { name: string; value: ReactNode; big?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={big ? 'value' : 'plain'}>{value}</dd>
    </div>
  )
}

function Findings({ title, lines }: { title: string; lines: readonly string[] }) {
  return lines.length === 0 ? null : <Alert type="warning" showIcon title={title} description={lines.join('；')} />
}
