import type { OriginView } from '../../views/shapes/trace.ts'
import { words } from '../words.ts'

const w = words.trace

/** Who entered a fact, when and why, what it replaced, and the files that were handed in with it. */
export function OriginNote({ origin }: { origin: OriginView }) {
  const { by, at, ground, document, doubtful, silent, byDefault, replaced, evidence } = origin
  const notes = [
    by === null || at === null ? w.opinion : w.entered(by, at),
    ...(ground === null ? [] : [`${w.ground}：${ground}`]),
    ...(document === null ? [] : [`${w.document}：${document}`]),
    ...(doubtful ? [w.doubtful] : []),
    ...(silent ? [w.silent] : []),
    ...(byDefault === null ? [] : [w.byDefault(byDefault)]),
    ...(replaced ? [w.replaced(replaced.value, replaced.by, replaced.at)] : []),
  ]
  return (
    <div className="origin">
      <p>{notes.join('；')}</p>
      {evidence.map(({ name, sha256 }) => (
        <p key={sha256}>
          {`${w.evidence}：${name}　${w.digest} `}
          <span className="digest">{sha256}</span>
        </p>
      ))}
    </div>
  )
}
