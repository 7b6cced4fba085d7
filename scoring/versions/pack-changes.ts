import type { Pack } from '../pack/pack.ts'
import { treeChanges } from './tree.ts'
import type { TreeChange } from './tree.ts'

/**
 * One thing that differs between two packs: the file, the dotted path as what-if takes it, the article. `moved`: a unit stands in another class.
 */
export type PackChange = Omit<TreeChange, 'kind'> & { file: string; kind: TreeChange['kind'] | 'moved' }

const parts = ['pack', 'roster', 'scoring', 'grades', 'indicators', 'assumptions', 'plan', 'supervision'] as const

/** What differs between two versions of a pack, or two years of it, file by file; for any two packs. Examples are compared as wholes. */
export function packChanges(before: Pack, after: Pack): PackChange[] {
  const files = parts.flatMap((part) =>
    treeChanges(before[part], after[part], { path: part, article: '' }).map((change): PackChange => {
      const moved = part === 'roster' && change.kind === 'changed' && /^roster\.units\.[^.]+.*\.class$/u.test(change.path)
      return { file: `${part}.yaml`, ...change, kind: moved ? 'moved' : change.kind }
    }),
  )
  return [...files, ...textChange(before.source, after.source), ...caseChanges(before, after)]
}

/** The regulation's text: the first line that differs. */
function textChange(before: string, after: string): PackChange[] {
  if (before === after) return []
  const [old, now] = [before.split('\n'), after.split('\n')]
  const place = now.findIndex((line, index) => line !== old[index])
  const at = place < 0 ? now.length : place
  return [{ file: 'source.txt', path: String(at + 1), article: '', kind: 'changed', before: old[at] ?? null, after: now[at] ?? null }]
}

function caseChanges(before: Pack, after: Pack): PackChange[] {
  const byName = ({ cases }: Pack): { [name: string]: unknown } => Object.fromEntries(cases.map((one) => [one.name, one]))
  const [old, now] = [byName(before), byName(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const [change] = treeChanges(old[name], now[name], { path: name, article: '' })
    if (!change) return []
    const kind = old[name] === undefined ? 'added' : now[name] === undefined ? 'removed' : 'changed'
    return [
      {
        file: 'cases',
        path: name,
        article: change.article,
        kind,
        before: old[name] ?? null,
        after: now[name] ?? null,
      } satisfies PackChange,
    ]
  })
}
