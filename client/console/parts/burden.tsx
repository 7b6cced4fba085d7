import type { BurdenView } from '../../views/shapes/unit.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'

const w = words.burden

/** What the year asked of a unit, altogether and month by month; more than the ceiling stands out, in words too. */
export function Burden({ burden: { tasks, late, lapsed, submissions, files, notices, months } }: { burden: BurdenView }) {
  return (
    <Card title={words.unit.burden}>
      <p>{words.unit.burdenText(tasks, late, lapsed, submissions, files, notices)}</p>
      <ul className="entries">
        {months.map(({ month, over, ...asked }) => (
          <li key={month} className="entry">
            <span>{month}</span>
            <span className={over.length > 0 ? 'warn' : ''}>
              {w.month(asked.forms, asked.files, asked.visits)}
              {over.length > 0 && w.over(over.map((what) => w.parts[what]).join('、'))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
