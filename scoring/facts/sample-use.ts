import { refersTo, treesOf } from '../grammar/dependencies.ts'
import type { Node, PerEventNode } from '../grammar/node.ts'
import { roots, walk } from '../grammar/walk.ts'
import type { Pack } from '../pack/pack.ts'

/** What facts that are made up or varied have to respect of how a pack's rules use them. */
export type Used = {
  /** inputs that others are divided by (full points), and the inputs that they are the full points of */
  fulls: ReadonlySet<string>
  fullOf: ReadonlyMap<string, string>
  /** parameters that say how many places there are, and dates that events must be later than */
  counts: ReadonlySet<string>
  since: ReadonlySet<string>
  /** values of a choice field of events for which every table of points has a line */
  listed: (input: string, field: string, values: readonly string[]) => readonly string[]
  /** classes whose total reads the task book */
  taskBooks: ReadonlySet<string>
}

/** Finds it by walking the rules once. */
export function usedBy(pack: Pack): Used {
  const fulls = new Set<string>()
  const fullOf = new Map<string, string>()
  const perEvents: PerEventNode[] = []
  for (const root of roots(pack))
    for (const { node } of walk(root.node, 'number')) {
      if (node.op === 'ratio' && node.full.op === 'input') {
        fulls.add(node.full.name)
        if (node.of.op === 'input') fullOf.set(node.of.name, node.full.name)
      }
      if (node.op === 'perEvent') perEvents.push(node)
    }
  return {
    fulls,
    fullOf,
    counts: countsIn(pack),
    since: sinceIn(perEvents),
    listed: (input, field, values) => listed(perEvents, input, field, values),
    taskBooks: taskBooks(pack),
  }
}

function listed(nodes: readonly PerEventNode[], input: string, field: string, values: readonly string[]): readonly string[] {
  const tables = nodes.flatMap(({ over, points }) => (over === input && 'by' in points && points.by === field ? [points.table] : []))
  const left = values.filter((value) => tables.every((table) => Object.hasOwn(table, value)))
  return left.length > 0 ? left : values
}

function taskBooks(pack: Pack): Set<string> {
  const reads = new Map<string, boolean>()
  const visit = (rule: string): boolean => {
    const known = reads.get(rule)
    if (known !== undefined) return known
    reads.set(rule, false)
    const own = treesOf(pack, rule).some((tree) => [...walk(tree, 'number')].some(({ node }) => node.op === 'each'))
    const found = own || refersTo(pack, rule).some((next) => visit(next.rule))
    reads.set(rule, found)
    return found
  }
  return new Set(Object.entries(pack.scoring.totals).flatMap(([key, rule]) => (visit(rule) ? [key] : [])))
}

function countsIn(pack: Pack): Set<string> {
  const found = roots(pack).flatMap(({ id, node: root }) =>
    [...walk(root, 'number')].flatMap(({ node }) => {
      const isCount = id.startsWith('places:') || (node.op === 'compare' && [node.left, node.right].some(isRank))
      return isCount ? [...walk(node, 'number')].flatMap((each) => (each.node.op === 'parameter' ? [each.node.name] : [])) : []
    }),
  )
  return new Set(found)
}

const isRank = (node: Node): boolean => node.op === 'standing' && node.field === 'rank'

function sinceIn(nodes: readonly PerEventNode[]): Set<string> {
  const tests = nodes.flatMap(({ where, caps }) => [...(where ?? []), ...(caps ?? []).flatMap((cap) => cap.where)])
  return new Set(tests.flatMap((one) => (one.test === 'after' ? (one.parameter ?? []) : [])))
}
