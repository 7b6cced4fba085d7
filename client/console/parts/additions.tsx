import { Tag } from 'antd'
import type { AdditionView } from '../../views/shapes/unit.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'
import { OriginNote } from './origin-note.tsx'

const w = words.additions

/** Bonus points, deductions and findings of a unit with their grounds; those that an appeal took out are struck through. */
export function Additions({ additions }: { additions: readonly AdditionView[] }) {
  return (
    <Card title={w.title}>
      {additions.length === 0 ? (
        <p className="empty">{w.empty}</p>
      ) : (
        <ul className="entries">
          {additions.map((each) => (
            <li key={each.origin.key} className={each.withdrawn ? 'withdrawn' : ''}>
              <div className="entry">
                <span>
                  {each.label}
                  {each.indicator !== null && <span className="about">{w.indicator(each.indicator)}</span>}
                </span>
                <span className="score">{w.points(each.points)}</span>
              </div>
              {each.falsified && <Tag color="error">{w.falsified}</Tag>}
              {each.withdrawn && <Tag color="success">{w.withdrawn}</Tag>}
              <OriginNote origin={each.origin} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
