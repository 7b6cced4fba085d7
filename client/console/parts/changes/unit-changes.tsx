import type { ChangesView } from '../../../views/shapes/changes.ts'
import { changesWords } from '../../words/changes.ts'
import { Card } from '../card.tsx'

const w = changesWords.units

/** Units that were renamed, merged or split in the course of the year. */
export function UnitChanges({ units }: Pick<ChangesView, 'units'>) {
  if (units.length === 0) return null
  return (
    <Card title={w.title}>
      <ol className="entries">
        {units.map(({ kind, on, from, into, document, reason }) => (
          <li key={`${on}/${from.join('/')}`}>
            <div className="entry">
              <span className="step-name">{`${w.kinds[kind]}　${w.becomes(from, into)}`}</span>
              <span className="date">{w.since(on)}</span>
            </div>
            <p className="when">{`${changesWords.ground(document, reason)}`}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
