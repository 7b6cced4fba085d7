import { useEffect } from 'react'
import type { ChangesView } from '../../views/shapes/changes.ts'
import { useChanges } from '../api.ts'
import { Ballots } from '../parts/changes/ballots.tsx'
import { CalendarNotices } from '../parts/changes/calendar-notices.tsx'
import { Movements } from '../parts/changes/movements.tsx'
import { Pauses } from '../parts/changes/pauses.tsx'
import { UnitChanges } from '../parts/changes/unit-changes.tsx'
import { Versions } from '../parts/changes/versions.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PagesNav } from '../parts/pages-nav.tsx'
import { words } from '../words.ts'
import { changesWords } from '../words/changes.ts'

/** What has become of a year beside its plan. */
export function ChangesPage({ cycle }: { cycle: string }) {
  useEffect(() => {
    document.title = `${changesWords.title} · ${words.product}`
  }, [])
  return (
    <>
      <PagesNav cycle={cycle} />
      <Loaded query={useChanges(cycle)}>{(changes) => <Changes changes={changes} />}</Loaded>
    </>
  )
}

function Changes({ changes: { pauses, movements, versions, ballots, calendar, units } }: { changes: ChangesView }) {
  return (
    <>
      <h1 className="hidden">{changesWords.title}</h1>
      <Pauses pauses={pauses} />
      <Movements movements={movements} />
      <Versions versions={versions} />
      <Ballots ballots={ballots} />
      <UnitChanges units={units} />
      <CalendarNotices calendar={calendar} />
    </>
  )
}
