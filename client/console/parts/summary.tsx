import type { ReactNode } from 'react'
import type { CycleView } from '../../views/shapes/cycle.ts'
import { words } from '../words.ts'

/** What a year is and how far it has come, in a few figures. */
export function Summary({ cycle }: { cycle: CycleView }) {
  const { tasks, appeals, steps, publication } = cycle
  const settled = steps.filter((step) => step.settled !== null).length
  const w = words.summary
  return (
    <section className="card summary" aria-label={w.title}>
      <h1>{cycle.name}</h1>
      <p className="under">
        <span className={`kind ${cycle.kind}`}>{words.kinds[cycle.kind]}</span>
        <span>{words.kindHints[cycle.kind]}</span>
        <span>{`${w.document}　${cycle.document}`}</span>
        <span>{`${words.clock}　${cycle.clock}（${words.beijing}）`}</span>
      </p>
      <dl className="figures">
        <Figure name={w.steps} value={`${settled} / ${steps.length}`} detail={words.cycleStates[cycle.state]} />
        <Figure name={w.tasks} value={String(tasks.total)} detail={<TaskDetail tasks={tasks} />} />
        <Figure name={w.units} value={String(cycle.units)} detail={cycle.madeUp > 0 ? w.madeUp(cycle.madeUp) : ''} />
        <Figure name={w.appeals} value={String(appeals.filed)} detail={w.appealsDetail(appeals.granted, appeals.refused)} />
        <Figure
          name={w.published}
          value={publication ? publication.at.slice(0, 10) : '—'}
          detail={publication ? publication.document : w.notPublished}
        />
      </dl>
    </section>
  )
}

function TaskDetail({ tasks }: Pick<CycleView, 'tasks'>) {
  const w = words.summary
  return (
    <>
      {`${w.inTime} ${tasks.inTime}，`}
      <span className={tasks.late > 0 ? 'warn' : ''}>{`${w.late} ${tasks.late}`}</span>，
      <span className={tasks.lapsed > 0 ? 'warn' : ''}>{`${w.lapsed} ${tasks.lapsed}`}</span>，{`${w.open} ${tasks.open}`}
    </>
  )
}

function Figure({ name, value, detail }: { name: string; value: string; detail: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="value">{value}</dd>
      <dd className="detail">{detail}</dd>
    </div>
  )
}

/** The hashes under which a year can be checked later. */
export function Hashes({ cycle }: { cycle: CycleView }) {
  const w = words.summary
  const last = cycle.computations.at(-1)
  const rows: [string, string | null | undefined][] = [
    [w.pack, `${w.packVersion(cycle.pack.key, cycle.pack.version)}　${cycle.pack.hash}`],
    [w.resultHash, last?.resultHash],
    [w.logHead, cycle.publication?.logHead],
  ]
  return (
    <footer className="hashes">
      <dl>
        {rows.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </footer>
  )
}
