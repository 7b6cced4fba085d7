import type { Node } from '../grammar/node.ts'
import { operatorOf } from '../grammar/operators.ts'
import { roots } from '../grammar/walk.ts'
import type { Root } from '../grammar/walk.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'

/** The parts of a step's id: `<root>@<scope>/<path>`; `path` without the leading slash. */
export type StepId = { root: string; scope: string; path: string }
/** Where a step stands in a pack: its node (null for the step of exceptions itself), the root it is under, the source that holds there. */
export type Spot = { root: Root; node: Node | null; source: Source }

/** Splits an id. Scopes may hold anything but a slash, roots anything but @ and slash. */
export function splitId(id: string): StepId {
  const slash = id.indexOf('/')
  const head = slash < 0 ? id : id.slice(0, slash)
  const at = head.indexOf('@')
  return { root: at < 0 ? head : head.slice(0, at), scope: at < 0 ? '' : head.slice(at + 1), path: slash < 0 ? '' : id.slice(slash + 1) }
}

const known = new WeakMap<Pack, Map<string, Root>>()

/** All roots of a pack by id. */
export function rootsOf(pack: Pack): Map<string, Root> {
  const found = known.get(pack) ?? new Map(roots(pack).map((root) => [root.id, root]))
  known.set(pack, found)
  return found
}

/** The spot of a step of a rule, exception or condition; null for facts and standings, and where nothing stands. */
export function spotOf(pack: Pack, id: string): Spot | null {
  const { root: key, path } = splitId(id)
  const root = rootsOf(pack).get(key)
  if (!root) return null
  const excepted = pack.scoring.exceptions.some(({ target }) => target === key)
  if (excepted && path === '') return { root, node: null, source: root.source }
  if (excepted && path !== 'base' && !path.startsWith('base/')) return null
  const found = descend(root, excepted ? path.slice('base/'.length) : path)
  return found && { root, ...found }
}

function descend(root: Root, path: string): { node: Node; source: Source } | null {
  let node = root.node
  let source = node.source ?? root.source
  for (let rest = path; rest !== '';) {
    const child = operatorOf(node)
      .children(node)
      .find((one) => rest === one.path || rest.startsWith(`${one.path}/`))
    if (!child) return null
    node = child.node
    source = node.source ?? source
    rest = rest.slice(child.path.length + 1)
  }
  return { node, source }
}
