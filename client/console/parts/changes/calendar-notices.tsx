import type { ChangesView } from '../../../views/shapes/changes.ts'
import { changesWords } from '../../words/changes.ts'
import { Card } from '../card.tsx'

const w = changesWords.calendar

/** Which working days the year knows, and the holiday notices that it got to know while it ran. */
export function CalendarNotices({ calendar: { name, until, notices } }: Pick<ChangesView, 'calendar'>) {
  return (
    <Card title={w.title}>
      {until !== null && notices.length > 0 && <p className="intro">{w.until(until)}</p>}
      {notices.length === 0 && <p className="empty">{w.none}</p>}
      <ol className="entries">
        {notices.map(({ version, year, document, by, at }) => (
          <li key={version}>
            <span className="step-name">{`${w.notice(version, year)}　${changesWords.document(document)}`}</span>
            <p className="when">{w.by(by, at)}</p>
          </li>
        ))}
      </ol>
      <p className="digest when">{`${w.name} ${name}`}</p>
    </Card>
  )
}
