import type { Source } from '../pack/scalars.ts'

/** On each node: an own source (else the rule's holds) and further assumptions that it rests on. */
type Base<K extends string> = { op: K; source?: Source | undefined; assumes?: string[] | undefined }
/** What a combination does with a part that is not applicable: leave it out, or be not applicable itself. */
export type Absent = 'skip' | 'pass'
/** A test on a field of an event or indicator; `item` compares with the indicator at hand, `under` looks up the frame, dates may be a parameter. */
export type Where =
  | { field: string; test: 'absent' }
  | { field: string; test: 'present' }
  | { field: string; test: 'item' }
  | { field: string; test: 'equals'; to: string }
  | { field: string; test: 'differs'; to: string }
  | { field: string; test: 'among'; to: string[] }
  | { field: string; test: 'under'; to: string }
  | { field: string; test: 'notAfter' | 'after'; to?: string | undefined; parameter?: string | undefined }
/** Points for an event: a fixed number each, a field of the event, or a table by a field. */
export type Points = { each: string } | { field: string } | { by: string; table: { [value: string]: string } }
export type Band = {
  atLeast?: string | undefined
  above?: string | undefined
  below?: string | undefined
  upTo?: string | undefined
  value: Node
}
export type Comparison = 'atLeast' | 'above' | 'atMost' | 'below' | 'equal' | 'notEqual'
export type Rounding = 'halfUp' | 'up' | 'down'

export type ValueNode = Base<'value'> & { is: string }
export type InputNode = Base<'input'> & { name: string }
export type ItemNode = Base<'item'> & { field: string }
export type ParameterNode = Base<'parameter'> & { name: string }
export type RuleNode = Base<'rule'> & { rule: string }
export type StandingNode = Base<'standing'> & { field: 'rank' | 'published' | 'size' | 'last' | 'grade' }
export type SumNode = Base<'sum'> & { of: Node[]; notApplicable: Absent }
export type DifferenceNode = Base<'difference'> & { from: Node; less: Node[]; notApplicable: Absent }
export type ProductNode = Base<'product'> & { of: Node[] }
export type RatioNode = Base<'ratio'> & { of: Node; full: Node; scale: string }
export type CountedNode = Base<'counted'> & { of: Node; with: Node }
export type AtMostNode = Base<'atMost'> & { of: Node; limit: Node }
export type AtLeastNode = Base<'atLeast'> & { of: Node; limit: Node }
export type BandsNode = Base<'bands'> & { of: Node; bands: Band[] }
export type LinearNode = Base<'linear'> & {
  of: Node
  from: { at: string; value: string }
  to: { at: string; value: string }
  outside: 'clamp' | 'extend'
}
export type WeightedNode = Base<'weighted'> & {
  parts: { of: Node; weight: string }[]
  notApplicable: 'redistribute' | 'zero' | 'pass'
}
export type MeanNode = Base<'mean'> & { of?: Node[] | undefined; over?: string | undefined; notApplicable: Absent }
export type HighestOfNode = Base<'highestOf'> & { of?: Node[] | undefined; over?: string | undefined; notApplicable: Absent }
export type PerEventNode = Base<'perEvent'> & {
  over: string
  points: Points
  where?: Where[] | undefined
  once?: string | undefined
  perGroup?: { by: string; limit: string } | undefined
  caps?: { where: Where[]; limit: string }[] | undefined
  limit?: string | undefined
}
export type EachNode = Base<'each'> & {
  over: 'indicators'
  where?: Where[] | undefined
  value: Node
  then: 'sum' | 'mean' | 'highest'
  notApplicable: Absent
}
export type WhenNode = Base<'when'> & { cases: { if: Node; then: Node }[]; otherwise: Node }
export type ChoiceNode = Base<'choice'> & { assumption: string; options: { [option: string]: Node } }
export type CompareNode = Base<'compare'> & { left: Node; is: Comparison; right: Node }
export type AllNode = Base<'all'> & { of: Node[] }
export type AnyNode = Base<'any'> & { of: Node[] }
export type OneOfNode = Base<'oneOf'> & { of: Node; values: string[] }
export type NotNode = Base<'not'> & { of: Node }
export type RoundNode = Base<'round'> & { of: Node; places: string; mode: Rounding }

/** The closed tree of operators of which rules are made; see docs/scoring.md. */
export type Node =
  | ValueNode
  | InputNode
  | ItemNode
  | ParameterNode
  | RuleNode
  | StandingNode
  | SumNode
  | DifferenceNode
  | ProductNode
  | RatioNode
  | CountedNode
  | AtMostNode
  | AtLeastNode
  | BandsNode
  | LinearNode
  | WeightedNode
  | MeanNode
  | HighestOfNode
  | PerEventNode
  | EachNode
  | WhenNode
  | ChoiceNode
  | CompareNode
  | AllNode
  | AnyNode
  | OneOfNode
  | NotNode
  | RoundNode
export type Op = Node['op']
/** The node type of an operator's name. */
export type NodeOf<K extends Op> = Extract<Node, { op: K }>
