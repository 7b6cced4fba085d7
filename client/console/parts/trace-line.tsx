import type { TraceLineView, TraceView } from '../../views/shapes/trace.ts'
import { words } from '../words.ts'
import { OriginNote } from './origin-note.tsx'
import { SourceNote } from './source-note.tsx'
import { below, shownUses } from './trace-paths.ts'

const w = words.trace

/** Which places of the tree are open. */
export type Opened = { has(path: string): boolean; toggle(path: string): void }
/** `told`: the assumptions that a line above has shown already. */
type Props = { trace: TraceView; id: string; path: string; opened: Opened; told: readonly string[] }

/** One line: label, exact value, sentence, article and origin; below it, when open, the lines that it was computed from. */
export function TraceLine({ trace, id, path, opened, told }: Props) {
  const line = trace.lines[id]
  if (!line) return null
  const uses = shownUses(trace, id)
  const open = uses.length > 0 && opened.has(path)
  const assumes = line.assumes.flatMap(({ assumption, ...source }) =>
    assumption && !told.includes(assumption.key) ? [{ ...source, assumption }] : [],
  )
  return (
    <li className={open ? 'line open' : 'line'}>
      <Head line={line} open={open} toggle={uses.length > 0 ? () => opened.toggle(path) : null} />
      <div className="body">
        {line.sentence !== line.value && <p className={open ? 'sentence' : 'sentence short'}>{line.sentence}</p>}
        <SourceNote source={line.source} />
        {open && assumes.map((source) => <SourceNote key={source.assumption.key} source={source} />)}
        {line.origin && <OriginNote origin={line.origin} />}
      </div>
      {open && (
        <ul>
          {uses.map((use) => (
            <TraceLine
              key={use}
              trace={trace}
              id={use}
              path={below(path, use)}
              opened={opened}
              told={[...told, ...assumes.map((each) => each.assumption.key)]}
            />
          ))}
        </ul>
      )}
    </li>
  )
}

function Head({ line, open, toggle }: { line: TraceLineView; open: boolean; toggle: (() => void) | null }) {
  const { label, about, value } = line
  const content = (
    <>
      <span className="mark" aria-hidden />
      <span className="label">
        {label}
        {about !== null && <span className="about">{about}</span>}
      </span>
      <span className={/^-?\d/.test(value) ? 'exact' : 'exact said'}>{valueText(value)}</span>
    </>
  )
  if (!toggle) return <div className="head leaf">{content}</div>
  return (
    <button type="button" className="head" aria-expanded={open} title={open ? w.collapse(label) : w.expand(label)} onClick={toggle}>
      {content}
    </button>
  )
}

/** The value in words where it is not a number. */
function valueText(value: string): string {
  if (value === 'true') return w.yes
  if (value === 'false') return w.no
  if (value.startsWith('missing: ')) return w.missing
  return value.startsWith('notApplicable: ') ? w.notApplicable(value.slice('notApplicable: '.length)) : value
}
