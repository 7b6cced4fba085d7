import { Tag } from 'antd'
import type { ConsequenceView } from '../../views/shapes/ranking.ts'
import { words } from '../words.ts'

const w = words.ranking

/** What follows from a standing; what somebody still has to decide says so. */
export function Consequences({ of }: { of: readonly ConsequenceView[] }) {
  return (
    <ul className="tags">
      {of.map((each) => (
        <li key={each.label}>
          <Tag>{textOf(each)}</Tag>
        </li>
      ))}
    </ul>
  )
}

function textOf({ label, value, unit, bars, state, needsDecision }: ConsequenceView): string {
  const amount = value === null || /^(missing|notApplicable): /.test(value) ? '' : ` ${value}${unit === null ? '' : ` ${unit}`}`
  const text = amount !== '' && label.endsWith(w.percent) ? `${label.slice(0, -w.percent.length)}${amount}%` : `${label}${amount}`
  const open = state === 'open' ? w.undecided : needsDecision ? w.needsDecision : ''
  return `${text}${bars.length > 0 ? w.bars(bars) : ''}${open === '' ? '' : `（${open}）`}`
}
