import { canonicalJson } from '../canonical.ts'

/** A value of one tree and where it stands: the way by keys, and the nearest article (or assumption) at or above it. */
export type Spot = { path: string; article: string }
/** `order`: the same entries stand in another order. `before` and `after` are null where there is nothing. */
export type TreeChange = Spot & { kind: 'added' | 'removed' | 'changed' | 'order'; before: unknown; after: unknown }

type Mapping = { [key: string]: unknown }

/** What differs between two trees of plain JSON. Entries of lists are matched by their `key`, else by what they are about, else by their place. */
export function treeChanges(before: unknown, after: unknown, at: Spot): TreeChange[] {
  if (before === after || canonicalJson(before ?? null) === canonicalJson(after ?? null)) return []
  const here = { ...at, article: articleOf(after) ?? articleOf(before) ?? at.article }
  if (before === undefined) return [{ ...here, kind: 'added', before: null, after }]
  if (after === undefined) return [{ ...here, kind: 'removed', before, after: null }]
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, here)
  if (!isMapping(before) || !isMapping(after) || before['op'] !== after['op']) return [{ ...here, kind: 'changed', before, after }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => treeChanges(before[key], after[key], below(here, key)))
}

function listChanges(before: readonly unknown[], after: readonly unknown[], here: Spot): TreeChange[] {
  const [old, now] = [named(before), named(after)]
  if (!old || !now) return [{ ...here, kind: 'changed', before, after }]
  const removed = [...old].filter(([name]) => !now.has(name))
  const kept = [...now.keys()].filter((name) => old.has(name))
  const order = [...old.keys()].filter((name) => now.has(name))
  const moved = canonicalJson(kept) !== canonicalJson(order)
  return [
    ...[...now].flatMap(([name, one]) => treeChanges(old.get(name)?.value, one.value, below(here, one.label))),
    ...removed.flatMap(([, one]) => treeChanges(one.value, undefined, below(here, one.label))),
    ...(moved ? [{ ...here, kind: 'order' as const, before: order, after: kept }] : []),
  ]
}

/** The entries of a list under names that tell them apart; null where they are no mappings. Of a weighted part the name is what it weighs. */
function named(list: readonly unknown[]): Map<string, { value: unknown; label: string }> | null {
  if (!list.every(isMapping)) return null
  const byName = (name: (one: Mapping, place: number) => string) =>
    new Map(list.map((value, place) => [name(value, place), { value, label: keyOf(value) ?? String(place) }]))
  const found = byName((one, place) => keyOf(one) ?? ('of' in one ? canonicalJson(one['of']) : String(place)))
  return found.size === list.length ? found : byName((_, place) => String(place))
}

function articleOf(value: unknown): string | null {
  if (!isMapping(value)) return null
  const source = isMapping(value['source']) ? value['source'] : value
  const { article, assumption } = source
  return typeof article === 'string'
    ? article
    : typeof assumption === 'string' && value['op'] === undefined
      ? `assumption:${assumption}`
      : null
}

const below = ({ path, article }: Spot, key: string): Spot => ({ path: path === '' ? key : `${path}.${key}`, article })
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)
const keyOf = (value: Mapping): string | undefined => (typeof value['key'] === 'string' ? value['key'] : undefined)
