/** The way to a place in a tree of plain JSON. */
export type Parts = readonly (string | number)[]
/** Where a dotted path leads: `fresh` if its last part is not there yet. Or what there is instead, where it leads nowhere. */
export type Found = { ok: true; parts: Parts; fresh: boolean } | { ok: false; at: string; lacking: string; known: string[] }

type Tree = { [key: string]: unknown }

/**
 * Follows a dotted path (`scoring.rules.total.value.parts.0.weight`). Keys may hold dots themselves: of the keys that are there the longest that fits is
 * taken. In a list a part is a place from 0, or the `key` of what stands there.
 */
export function follow(tree: unknown, path: string): Found {
  const words = path.split('.')
  const parts: (string | number)[] = []
  let node = tree
  for (let from = 0; from < words.length;) {
    const next = longest(node, words, from)
    if (next) {
      parts.push(next.part)
      node = (node as Tree)[next.part]
      from = next.until
      continue
    }
    const known = keysOf(node)
    const fresh = from === words.length - 1 && mayGrow(node, words[from]!)
    if (!fresh) return { ok: false, at: words.slice(0, from).join('.'), lacking: words.slice(from).join('.'), known }
    return { ok: true, parts: [...parts, Array.isArray(node) ? node.length : words[from]!], fresh }
  }
  return { ok: true, parts, fresh: false }
}

/** The keys at a node; of a list the keys of what it holds, or its places. */
export function keysOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.map((one, place) => keyIn(one) ?? String(place))
  return typeof node === 'object' && node !== null ? Object.keys(node) : []
}

/** What stands at a place, undefined if nothing does. */
export function valueAt(tree: unknown, parts: Parts): unknown {
  return parts.reduce<unknown>((node, part) => (typeof node === 'object' && node !== null ? (node as Tree)[part] : undefined), tree)
}

/** The tree with another value at a place; what the way does not touch is shared. */
export function put(tree: unknown, [first, ...rest]: Parts, value: unknown): unknown {
  if (first === undefined) return value
  const inner = put(valueAt(tree, [first]), rest, value)
  if (!Array.isArray(tree)) return { ...(tree as Tree), [first]: inner }
  return Number(first) === tree.length ? [...(tree as unknown[]), inner] : tree.with(Number(first), inner)
}

function longest(node: unknown, words: readonly string[], from: number): { part: string | number; until: number } | null {
  for (let until = words.length; until > from; until--) {
    const key = words.slice(from, until).join('.')
    if (Array.isArray(node)) {
      const place = /^\d+$/.test(key) ? Number(key) : node.findIndex((one) => keyIn(one) === key)
      if (place >= 0 && place < node.length) return { part: place, until }
    } else if (typeof node === 'object' && node !== null && Object.hasOwn(node, key)) return { part: key, until }
  }
  return null
}

/** A mapping may take a key that it does not have, a list what comes after its last. */
function mayGrow(node: unknown, word: string): boolean {
  return Array.isArray(node) ? word === String(node.length) : typeof node === 'object' && node !== null
}

function keyIn(one: unknown): string | undefined {
  return typeof one === 'object' && one !== null && 'key' in one && typeof one.key === 'string' ? one.key : undefined
}
