import type { ExtensionView } from '../../views/shapes/unit.ts'
import { changesWords } from '../words/changes.ts'
import { Card } from './card.tsx'

const w = changesWords.movements

/** What moved the due dates of a unit's tasks, by which document and why. */
export function Extensions({ extensions }: { extensions: readonly ExtensionView[] }) {
  if (extensions.length === 0) return null
  return (
    <Card title={changesWords.extensions.title}>
      <ol className="entries">
        {extensions.map(({ number, kind, task, title, document, reason, was, becomes, at, reversedBy }) => (
          <li key={`${number}/${task}`}>
            <div className="entry">
              <span>{title}</span>
              <span className={reversedBy === null ? 'date' : 'warn date'}>
                {reversedBy === null ? w.kinds[kind] : w.reversed(reversedBy)}
              </span>
            </div>
            <p className="change">
              <del>{was}</del> → <ins>{becomes}</ins>
            </p>
            <p className="when">{`${changesWords.ground(document, reason)}，${at}，${w.number(number)}`}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
