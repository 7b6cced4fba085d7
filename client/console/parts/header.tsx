import { Select } from 'antd'
import { Link, useLocation } from 'wouter'
import { nameIn, pathOf, useCycles } from '../api.ts'
import { words } from '../words.ts'

/** The name of the product, and the choice of the year where there are several. */
export function Header() {
  const cycles = useCycles().data ?? []
  const [location, go] = useLocation()
  const chosen = cycles.find(({ id }) => id === nameIn(location.split('/')[2] ?? ''))
  const options = cycles.map(({ id, name, kind }) => ({ value: id, label: `${name}（${words.kinds[kind]}，${id}）` }))
  return (
    <header className="top">
      <div className="top-inner">
        <Link href="/" className="product">
          <strong>{words.product}</strong>
          <span>{words.subtitle}</span>
        </Link>
        {cycles.length > 1 && (
          <Select
            className="choose"
            aria-label={words.chooseCycle}
            placeholder={words.chooseCycle}
            options={options}
            value={chosen?.id ?? null}
            onChange={(id) => id !== null && go(pathOf.cycle(id))}
          />
        )}
      </div>
    </header>
  )
}
