import type { FeedbackView } from '../../views/shapes/unit.ts'
import { words } from '../words.ts'

const w = words.feedback

/** What the feedback form lists: each indicator below its full points, each addition, with its ground. */
export function Deductions({ form }: { form: FeedbackView['form'] }) {
  if (form.deductions.length === 0) return <p className="empty">{w.noDeductions}</p>
  return (
    <>
      <h3>{w.deductions}</h3>
      <ul className="entries">
        {form.deductions.map(({ indicator, name, points, full, ground }, index) => (
          <li key={`${indicator ?? ''}/${index}`}>
            <div className="entry">
              <span>
                {name}
                {indicator !== null && <span className="about">{words.additions.indicator(indicator)}</span>}
              </span>
              <span className="score">{w.score(points, full)}</span>
            </div>
            <p className="when">{ground}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
