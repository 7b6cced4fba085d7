import { useDeadline } from '../api.ts'
import { changesWords } from '../words/changes.ts'
import { Loaded } from './loaded.tsx'

const w = changesWords.deadline

/** Why a step is due on its day: in a sentence, day by day where days were counted, and what it was before. */
export function Deadline({ cycle, subject }: { cycle: string; subject: string }) {
  return (
    <Loaded query={useDeadline(cycle, subject)}>
      {({ due, sentence, provisional, days, history }) => (
        <div className="deadline">
          <p>
            {`${w.why}：`}
            <strong className="date">{due}</strong>
            {provisional && <span className="warn">{`（${w.provisional}）`}</span>}
          </p>
          {days.length === 0 && <p className="when">{sentence}</p>}
          {days.length > 0 && (
            <ol className="days" aria-label={w.days}>
              {days.map(({ date, counted, count, reason }) => (
                <li key={date} className={counted ? '' : 'zero'}>
                  <span className="date">{date}</span> {counted ? w.counted(count) : w.skipped}　{reason}
                </li>
              ))}
            </ol>
          )}
          {history.length > 1 && (
            <>
              <p>{w.history}</p>
              <ol className="days">
                {history.map((past, place) => (
                  <li
                    key={place}
                  >{`${past.at}：${past.due}${past.kept ? `（${w.kept}）` : ''}${past.document === null ? '' : `，${changesWords.document(past.document)}`}`}</li>
                ))}
              </ol>
            </>
          )}
        </div>
      )}
    </Loaded>
  )
}
