import { canonicalJson } from '../canonical.ts'
import type { Source } from '../pack/scalars.ts'
import type { Detail, StepUse } from '../trace/trace.ts'
import type { Use } from '../value.ts'

/** Where a step comes from: the same for all units, except for the scope (an indicator, or a unit that shares its trace with others). */
export interface Place {
  readonly op: string
  readonly source: string
  idIn(scope: string): string
}
/** A detail, and how it stands under the seal: shared by all steps that say the same. */
export type Said = { detail: Detail; bytes: Uint8Array }
/** What a step is, whatever it comes to; once it was sealed, also how it stands under a seal. */
export type Line = { id: string; op: string; source: string; bytes: Uint8Array | null }

/** A source as a trace writes it: the article, or `assumption:<key>`. */
export function sourceText(source: Source): string {
  return 'article' in source ? source.article : `assumption:${source.assumption}`
}

/** The id of a place. */
export function idOf(root: string, scope: string, path: string): string {
  return `${root}${scope === '' ? '' : `@${scope}`}${path}`
}

/** Uses as a trace writes them. */
export function writtenUses(uses: readonly Use[]): StepUse[] {
  if (uses.length === 1) return [uses[0]!.written]
  return uses.length === 2 ? [uses[0]!.written, uses[1]!.written] : uses.map(({ written }) => written)
}

/** Nothing besides. */
export const nothing: Said = said({})

/** A detail that will not change. */
export function said(detail: Detail): Said {
  return { detail: Object.freeze(detail), bytes: Buffer.from(canonicalJson(detail)) }
}

/** A place under a fixed name. */
export function place(op: string, source: Source, name: string): Place {
  return { op, source: sourceText(source), idIn: (scope) => idOf(name, scope, '') }
}

/** The lines of one scope by their places: written once for all units that have an indicator of this key. */
export class Lines {
  private readonly lines = new Map<Place, Line>()
  private readonly scope: string
  constructor(scope: string) {
    this.scope = scope
  }

  at(place: Place): Line {
    const known = this.lines.get(place)
    if (known) return known
    const id = place.idIn(this.scope)
    const { op, source } = place
    const line = { id, op, source, bytes: null }
    this.lines.set(place, line)
    return line
  }
}
