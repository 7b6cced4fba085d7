import { Link, useRoute } from 'wouter'
import { pathOf } from '../api.ts'
import { words } from '../words.ts'
import { changesWords } from '../words/changes.ts'
import { stuckWords } from '../words/stuck.ts'

/** The pages of one year. */
export function PagesNav({ cycle }: { cycle: string }) {
  const pages: [path: string, name: string][] = [
    [pathOf.cycle(cycle), words.overview],
    [pathOf.stuck(cycle), stuckWords.title],
    [pathOf.changes(cycle), changesWords.title],
  ]
  return (
    <nav className="pages" aria-label={words.pages}>
      {pages.map(([path, name]) => (
        <PageLink key={path} path={path} name={name} />
      ))}
    </nav>
  )
}

function PageLink({ path, name }: { path: string; name: string }) {
  const [here] = useRoute(path.replaceAll('%', '%25'))
  const current = here || decodeURI(window.location.pathname) === decodeURI(path)
  return (
    <Link href={path} {...(current ? { 'aria-current': 'page' } : {})}>
      {name}
    </Link>
  )
}
