import { Tag } from 'antd'
import { words } from '../words.ts'

/** Marks a unit that no annex names and that was made up for a rehearsal. */
export function MadeUp() {
  return (
    <Tag className="made-up" title={words.madeUpHint}>
      {words.madeUp}
    </Tag>
  )
}
