import type { HistoryView } from '../../views/shapes/unit.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'

const w = words.history

/** Every computation of a unit, and what each changed against the one before. */
export function History({ history }: { history: readonly HistoryView[] }) {
  if (history.length === 0) return null
  return (
    <Card title={w.title}>
      <ol className="entries">
        {history.map(({ version, step, at, published, rank, changes }, index) => (
          <li key={version}>
            <div className="entry">
              <span>{`${w.version(version)}　${step}`}</span>
              <span className="score">{words.ranking.before(published, rank)}</span>
            </div>
            <p className="when">{at}</p>
            {index === 0 && <p>{w.first}</p>}
            {index > 0 && changes.length === 0 && <p>{w.unchanged}</p>}
            {changes
              .filter(({ field }) => field !== 'consequences')
              .map(({ field, before, after }) => (
                <p key={field} className="change">
                  {`${w.fields[field] ?? field}${w.from} `}
                  <del>{said(before)}</del> {w.to} <ins>{said(after)}</ins>
                </p>
              ))}
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** A value of a difference in words. */
function said(value: string | null): string {
  if (value === null) return words.none
  if (value === 'true') return words.trace.yes
  return value === 'false' ? words.trace.no : value
}
