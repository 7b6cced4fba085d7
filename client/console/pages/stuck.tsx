import { Segmented } from 'antd'
import { useEffect, useState } from 'react'
import type { StuckKind, StuckView } from '../../views/shapes/stuck.ts'
import { useCycle, useStuck } from '../api.ts'
import { Card } from '../parts/card.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PagesNav } from '../parts/pages-nav.tsx'
import { StuckEntry } from '../parts/stuck-entry.tsx'
import { words } from '../words.ts'
import { stuckWords as w } from '../words/stuck.ts'

/** What does not move in a year, as its office sees it. */
export function StuckPage({ cycle }: { cycle: string }) {
  const query = useCycle(cycle)
  useEffect(() => {
    document.title = `${w.title} · ${words.product}`
  }, [])
  return (
    <>
      <PagesNav cycle={cycle} />
      <Loaded query={query}>{({ office }) => <List cycle={cycle} office={office} />}</Loaded>
    </>
  )
}

function List({ cycle, office }: { cycle: string; office: string }) {
  return <Loaded query={useStuck(cycle, office)}>{(view) => <Entries view={view} />}</Loaded>
}

const MOST = 100

function Entries({ view: { items, counts, reader, clock } }: { view: StuckView }) {
  const [kind, choose] = useState<StuckKind | 'all'>('all')
  const present = (Object.keys(w.kinds) as StuckKind[]).filter((each) => counts[each] > 0)
  const options = [
    { value: 'all' as const, label: w.all(items.length) },
    ...present.map((each) => ({ value: each, label: `${w.kinds[each]} ${counts[each]}` })),
  ]
  const chosen = items.filter((item) => kind === 'all' || item.kind === kind)
  return (
    <Card title={w.title}>
      <p className="intro">{w.intro(reader.of, clock)}</p>
      {items.length === 0 && <p className="empty">{w.none}</p>}
      {present.length > 1 && (
        <div className="filter">
          <Segmented<StuckKind | 'all'> aria-label={w.choose} options={options} value={kind} onChange={choose} />
        </div>
      )}
      <ol className="entries stuck">
        {chosen.slice(0, MOST).map((item) => (
          <StuckEntry key={`${item.kind}/${item.task ?? item.step?.key ?? ''}/${item.title}/${item.reason}`} item={item} />
        ))}
      </ol>
      {chosen.length > MOST && <p className="empty">{w.more(chosen.length - MOST)}</p>}
    </Card>
  )
}
