import { useEffect } from 'react'
import { useCycle } from '../api.ts'
import { Loaded } from '../parts/loaded.tsx'
import { PagesNav } from '../parts/pages-nav.tsx'
import { PauseAlert } from '../parts/pause-alert.tsx'
import { Ranking } from '../parts/ranking.tsx'
import { StepsTable } from '../parts/steps-table.tsx'
import { Hashes, Summary } from '../parts/summary.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { words } from '../words.ts'

/** One year: its figures, its course, the ranking by class and every step. */
export function OverviewPage({ cycle }: { cycle: string }) {
  const query = useCycle(cycle)
  const name = query.data?.name
  useEffect(() => {
    document.title = name === undefined ? words.product : `${name} · ${words.product}`
  }, [name])
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <PagesNav cycle={cycle} />
          <PauseAlert paused={data.paused} />
          <Summary cycle={data} />
          <Timeline cycle={data} />
          <Ranking cycle={data} />
          <StepsTable cycle={data} />
          <Hashes cycle={data} />
        </>
      )}
    </Loaded>
  )
}
