import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import type { Node } from './node.ts'
import type { Kind } from './operator.ts'
import { operatorOf } from './operators.ts'

/** A node with its path below the root, and what it must give. */
export type Visit = { node: Node; path: string; wants: Kind; insideEach: boolean }

/** The node and all below it, parents first. `path` is '' for the root and `/parts/0/of` below. */
export function* walk(node: Node, wants: Kind, path = '', insideEach = false): Generator<Visit> {
  yield { node, path, wants, insideEach }
  for (const child of operatorOf(node).children(node))
    yield* walk(child.node, child.wants === 'same' ? wants : child.wants, `${path}/${child.path}`, insideEach || node.op === 'each')
}

/**
 * Where a tree of nodes starts in a pack. `id` is how the trace calls it: the rule's name, `exception:<key>/when`, `consequence:<key>` …
 */
export type Root = {
  id: string
  file: 'scoring.yaml' | 'grades.yaml'
  path: string
  node: Node
  wants: Kind | 'any'
  label: string
  source: Source
  assumes: string[]
}

/** All roots of a pack: rules, exceptions, grades, consequences, places of prizes. */
export function roots({ scoring, grades }: Pick<Pack, 'scoring' | 'grades'>): Root[] {
  const from = (file: Root['file'], path: string, id: string, node: Node, wants: Root['wants'], of: Described): Root => ({
    id,
    file,
    path,
    node,
    wants,
    label: of.label,
    source: of.source,
    assumes: of.assumes ?? [],
  })
  return [
    ...Object.entries(scoring.rules).map(([key, rule]) => from('scoring.yaml', `/rules/${key}/value`, key, rule.value, 'any', rule)),
    ...scoring.exceptions.flatMap((one, index) => [
      from('scoring.yaml', `/exceptions/${index}/when`, `exception:${one.key}:when`, one.when, 'truth', one),
      from('scoring.yaml', `/exceptions/${index}/value`, `exception:${one.key}:value`, one.value, 'number', one),
    ]),
    ...grades.grades.flatMap((one, index) =>
      one.when ? [from('grades.yaml', `/grades/${index}/when`, `grade:${one.key}`, one.when, 'truth', one)] : [],
    ),
    ...grades.consequences.flatMap((one, index) => [
      from('grades.yaml', `/consequences/${index}/when`, `consequence:${one.key}`, one.when, 'truth', one),
      ...(one.value ? [from('grades.yaml', `/consequences/${index}/value`, `amount:${one.key}`, one.value, 'number', one)] : []),
    ]),
    ...grades.prizes.map((one, index) => from('grades.yaml', `/prizes/${index}/places`, `places:${one.key}`, one.places, 'number', one)),
  ]
}

type Described = { label: string; source: Source; assumes?: string[] | undefined }
