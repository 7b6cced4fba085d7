import type { ChangesView } from '../../../views/shapes/changes.ts'
import { changesWords } from '../../words/changes.ts'
import { Card } from '../card.tsx'

const w = changesWords.versions

/** The versions of the rules that the year has gone by, each amendment with its document and who decided. */
export function Versions({ versions: { opened, inForce, amendments } }: Pick<ChangesView, 'versions'>) {
  if (amendments.length === 0) return null
  return (
    <Card title={w.title}>
      <ol className="entries">
        {amendments.map(({ ordinal, document, reason, pack, proposed, decided }) => (
          <li key={ordinal}>
            <div className="entry">
              <span className="step-name">{`${w.ordinal(ordinal)}　${changesWords.ground(document, reason)}`}</span>
              <span className={decided?.outcome === 'approve' ? 'date' : 'warn date'}>
                {decided === null ? '' : w.outcomes[decided.outcome]}
              </span>
            </div>
            <p className="when">{w.proposed(proposed.by, proposed.at)}</p>
            {decided === null ? (
              <p className="warn">{w.waiting}</p>
            ) : (
              <p className="when">{`${w.decided(decided.by, decided.at)}${decided.reason === null ? '' : `：${decided.reason}`}`}</p>
            )}
            <p className="digest when">{`${w.version} ${pack}`}</p>
          </li>
        ))}
      </ol>
      <p className="digest when">{w.opened(opened)}</p>
      <p className="digest when">{w.inForce(inForce)}</p>
    </Card>
  )
}
