import { indicatorRules } from '../grammar/dependencies.ts'
import type { Pack } from '../pack/pack.ts'
import type { Exception } from '../pack/scoring-file.ts'
import type { Source } from '../pack/scalars.ts'
import { nodesAbove } from '../pack/frame.ts'

/** What of a pack an evaluation looks up again and again, prepared once per pack. */
export type Program = {
  pack: Pack
  perIndicator: Set<string>
  exceptions: Map<string, Exception[]>
  choices: Map<string, string>
  classOf: Map<string, string>
  /** for each node of the frame, itself and the nodes above it */
  above: Map<string, Set<string>>
}

const programs = new WeakMap<Pack, Program>()

/** The program of a pack. A pack is never changed after it was read. */
export function programOf(pack: Pack): Program {
  const known = programs.get(pack)
  if (known) return known
  const program: Program = {
    pack,
    perIndicator: indicatorRules(pack),
    exceptions: Map.groupBy(pack.scoring.exceptions, ({ target }) => target),
    choices: new Map(pack.assumptions.map(({ key, choice }) => [key, choice])),
    classOf: new Map(pack.roster.units.map((unit) => [unit.key, unit.class])),
    above: nodesAbove(pack),
  }
  programs.set(pack, program)
  return program
}

/** A source as a trace writes it: the article, or `assumption:<key>`. */
export function sourceText(source: Source): string {
  return 'article' in source ? source.article : `assumption:${source.assumption}`
}
