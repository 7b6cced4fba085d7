import type { MonthLight } from '../../views/shapes/lights.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'

const w = words.lights

/** The lights of a unit month by month, in words too: a colour alone says nothing to some readers. */
export function Lights({ lights }: { lights: readonly MonthLight[] }) {
  if (lights.length === 0) return null
  return (
    <Card title={w.title}>
      <ul className="entries">
        {lights.map(({ month, light, tasks }) => (
          <li key={month}>
            <div className="entry">
              <span>{month}</span>
              <span className={`light ${light}`}>{w.words[light]}</span>
            </div>
            {tasks.map(({ task, title, due, done }) => (
              <p key={task} className="when">{`${title}　${w.due} ${due}　${done === null ? w.open : `${w.done} ${done}`}`}</p>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  )
}
