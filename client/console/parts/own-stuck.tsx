import { useStuck } from '../api.ts'
import { stuckWords } from '../words/stuck.ts'
import { Card } from './card.tsx'
import { StuckEntry } from './stuck-entry.tsx'

/** What a unit itself has not done in time, as its own post sees it. */
export function OwnStuck({ cycle, post }: { cycle: string; post: string }) {
  const items = useStuck(cycle, post).data?.items.filter(({ task }) => task !== null) ?? []
  if (items.length === 0) return null
  return (
    <Card title={stuckWords.own}>
      <ol className="entries stuck">
        {items.map((item) => (
          <StuckEntry key={item.task} item={item} />
        ))}
      </ol>
    </Card>
  )
}
