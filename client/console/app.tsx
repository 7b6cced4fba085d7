import { Redirect, Route, Switch } from 'wouter'
import { nameIn, pathOf, useCycles } from './api.ts'
import { Header } from './parts/header.tsx'
import { Loaded } from './parts/loaded.tsx'
import { Notice } from './parts/notice.tsx'
import { ChangesPage } from './pages/changes.tsx'
import { OverviewPage } from './pages/overview.tsx'
import { StuckPage } from './pages/stuck.tsx'
import { UnitPage } from './pages/unit.tsx'
import { words } from './words.ts'

/** The console: a header to choose the year, and one page below it. */
export function App() {
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Header />
      <main id="main">
        <Switch>
          <Route path="/" component={FirstCycle} />
          <Route path="/cycles/:cycle">{({ cycle }) => <OverviewPage cycle={nameIn(cycle)} />}</Route>
          <Route path="/cycles/:cycle/stuck">{({ cycle }) => <StuckPage cycle={nameIn(cycle)} />}</Route>
          <Route path="/cycles/:cycle/changes">{({ cycle }) => <ChangesPage cycle={nameIn(cycle)} />}</Route>
          <Route path="/cycles/:cycle/units/:unit">{({ cycle, unit }) => <UnitPage cycle={nameIn(cycle)} unit={nameIn(unit)} />}</Route>
          <Route>
            <Notice text={words.noPage} />
          </Route>
        </Switch>
      </main>
    </>
  )
}

/** `/` leads to the first year of the list: the newest with results. */
function FirstCycle() {
  const cycles = useCycles()
  return (
    <Loaded query={cycles}>
      {(found) => (found[0] ? <Redirect to={pathOf.cycle(found[0].id)} replace /> : <Notice text={words.noCycles} />)}
    </Loaded>
  )
}
