import { z } from 'zod'
import { Key } from '../pack/scalars.ts'
import { missing } from '../value.ts'
import type { Value } from '../value.ts'
import { AbsentPolicy, combine, listed, own } from './combine.ts'
import type { Absent, Node } from './node.ts'
import type { TraceStep } from '../trace/trace.ts'
import type { At, Child, Done, Names } from './operator.ts'

type Over = { of?: Node[] | undefined; over?: string | undefined; notApplicable: Absent }

/** The shape of an operator on `of` (nodes) or `over` (a list input): exactly one of them. */
export function overShape(op: string, node: z.ZodType<Node>): z.ZodType {
  return z
    .strictObject({ op: z.literal(op), of: z.array(node).min(1).optional(), over: Key.optional(), notApplicable: AbsentPolicy, ...own })
    .refine(({ of, over }) => (of === undefined) !== (over === undefined), '`of` 与 `over` 二者恰有其一')
}

/** The children of such an operator. */
export function overChildren(node: Over): Child[] {
  return listed('of', node.of ?? [], 'number')
}

/** Evaluates it. A list without a single rating is missing: nobody has rated. */
export function overEvaluate(node: Over, at: At, calculate: (numbers: string[]) => string): Done {
  if (node.of !== undefined) {
    const uses = node.of.map((part) => at.child(part))
    return { uses, value: combine(uses, node.notApplicable, calculate) }
  }
  const name = node.over ?? ''
  const { header, ratings } = at.ratings(name)
  const value: Value =
    header.value.kind !== 'number' ? header.value : ratings.length === 0 ? missing(name) : combine(ratings, node.notApplicable, calculate)
  return { uses: [header, ...ratings], value }
}

/** What is put together, in words: the parts, or the list by its name and its values. */
export function overWords(node: Over, step: TraceStep, names: Names): string {
  if (node.over === undefined) return step.uses.map(names.use).join('、')
  const [header, ...ratings] = step.uses
  if (!header || ratings.length === 0) return header ? names.use(header) : ''
  return `${names.label(header.id)} ${ratings.map(({ value }) => names.value(value)).join('、')}`
}
