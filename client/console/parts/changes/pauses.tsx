import type { PauseView } from '../../../views/shapes/changes.ts'
import { changesWords } from '../../words/changes.ts'
import { Card } from '../card.tsx'

const w = changesWords.pauses

/** When the year stood still, by which document, and what that meant for the clocks. */
export function Pauses({ pauses }: { pauses: readonly PauseView[] }) {
  if (pauses.length === 0) return null
  return (
    <Card title={w.title}>
      <ol className="entries">
        {pauses.map(({ since, until, days, meaning, document, reason, resumedBy }) => (
          <li key={since}>
            <div className="entry">
              <span className="step-name">{w.span(since, until)}</span>
              <span className={days === null ? 'warn date' : 'date'}>{days === null ? w.standing : w.days(days)}</span>
            </div>
            <p>{`${changesWords.ground(document, reason)}${resumedBy === null ? '' : `；${w.resumedBy(resumedBy)}`}`}</p>
            <p className="when">{meaning}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
