import { Breadcrumb } from 'antd'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { UnitView } from '../../views/shapes/unit.ts'
import { pathOf, useUnit } from '../api.ts'
import { Additions } from '../parts/additions.tsx'
import { Burden } from '../parts/burden.tsx'
import { Extensions } from '../parts/extensions.tsx'
import { Feedback } from '../parts/feedback.tsx'
import { History } from '../parts/history.tsx'
import { Lights } from '../parts/lights.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { OwnStuck } from '../parts/own-stuck.tsx'
import { Trace } from '../parts/trace.tsx'
import { UnitResult } from '../parts/unit-result.tsx'
import { words } from '../words.ts'

/** One unit: its score opens down its trace to the articles; beside it what was fed back, appealed, added and computed before. */
export function UnitPage({ cycle, unit }: { cycle: string; unit: string }) {
  const query = useUnit(cycle, unit)
  const name = query.data?.name ?? unit
  useEffect(() => {
    document.title = `${words.unit.title(name)} · ${words.product}`
    window.scrollTo(0, 0)
  }, [name])
  return (
    <>
      <Breadcrumb
        items={[{ title: <Link href={pathOf.cycle(cycle)}>{words.home}</Link> }, { title: query.data?.class.name ?? '' }, { title: name }]}
      />
      <Loaded query={query}>{(data) => <Unit unit={data} />}</Loaded>
    </>
  )
}

function Unit({ unit }: { unit: UnitView }) {
  return (
    <>
      <UnitResult unit={unit} />
      {unit.post !== null && <OwnStuck cycle={unit.cycle} post={unit.post} />}
      <div className="columns">
        <Trace trace={unit.trace} />
        <div>
          <Feedback feedback={unit.feedback} />
          <Additions additions={unit.additions} />
          <History history={unit.history} />
          <Lights lights={unit.lights} />
          <Extensions extensions={unit.extensions} />
          <Burden burden={unit.burden} />
        </div>
      </div>
    </>
  )
}
