import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { TraceView } from '../../views/shapes/trace.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'
import { openedAtFirst, openedToIndicators } from './trace-paths.ts'
import { TraceLine, type Opened } from './trace-line.tsx'

const w = words.trace

/** The published score, opening line by line down to the facts. */
export function Trace({ trace }: { trace: TraceView | null }) {
  return <Card title={w.title}>{trace?.root ? <Lines trace={trace} root={trace.root} /> : <p className="empty">{w.none}</p>}</Card>
}

function Lines({ trace, root }: { trace: TraceView; root: string }) {
  const [paths, setPaths] = useState(() => openedAtFirst(trace, root))
  const opened = useMemo<Opened>(
    () => ({
      has: (path) => paths.has(path),
      toggle: (path) =>
        setPaths((before) => {
          const after = new Set(before)
          if (!after.delete(path)) after.add(path)
          return after
        }),
    }),
    [paths],
  )
  return (
    <>
      <p className="intro">{w.intro}</p>
      <div className="tools">
        <Button size="small" onClick={() => setPaths(openedToIndicators(trace, root))}>
          {w.expandAll}
        </Button>
        <Button size="small" onClick={() => setPaths(new Set())}>
          {w.collapseAll}
        </Button>
      </div>
      <ul className="trace">
        <TraceLine trace={trace} id={root} path={root} opened={opened} told={[]} />
      </ul>
      <p className="seal">{`${w.seal}　${trace.seal}`}</p>
    </>
  )
}
