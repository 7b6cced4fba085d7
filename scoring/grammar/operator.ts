import type { z } from 'zod'
import type { Detail, TraceStep } from '../trace/trace.ts'
import type { Use, Value } from '../value.ts'
import type { Node, Where } from './node.ts'

/** What a node comes to, if anything: a number, a truth or a text. */
export type Kind = 'number' | 'truth' | 'text'
/** A node below another: `path` leads there (`parts/0/of`), `wants` is what it must give (`same`: whatever the parent must). */
export type Child = { path: string; node: Node; wants: Kind | 'same' }
/** What an operator found: the steps it read, the value, and what else the trace should say, if anything. */
export type Done = { uses: Use[]; value: Value; detail?: Detail }
export type EventUse = Use & { fields: { [field: string]: string } }

/** What an operator sees of the evaluation. Everything that it asks for is recorded in the trace before its own step. */
export type At = {
  id: string
  child: (node: Node) => Use
  /** A list of ratings: a header whose value is their number (or missing, or not applicable), and the ratings. */
  ratings: (input: string) => { header: Use; ratings: Use[] }
  /** A list of events, those that pass: header as above, and the parameters that the tests read. */
  events: (input: string, where: Where[]) => { header: Use; parameters: readonly Use[]; events: readonly EventUse[] }
  /** The node for each indicator that passes. */
  eachIndicator: (node: Node, where: Where[]) => { header: Use; items: Use[] }
  choice: (assumption: string) => string
  input: (name: string) => Use
  item: (field: string) => Use
  parameter: (name: string) => Use
  rule: (name: string) => Use
  standing: (field: string) => Use
}

/** How a sentence calls a step that was used: its label and value. */
export type Names = {
  use: (use: { id: string; value: string }) => string
  label: (id: string) => string
  /** As `use`; where it is said in brackets, without them. */
  whole: (use: { id: string; value: string }) => string
  /** A value in words. */
  value: (value: string) => string
  /** What a text is called: a grade, a node of the frame. */
  text: (text: string) => string
  /** The text of an assumption's option. */
  option: (assumption: string, option: string) => string
}

type Common<N extends Node> = {
  /** The YAML shape; `node` is the shape of any node. */
  shape: (node: z.ZodType<Node>) => z.ZodType
  /** `same`: gives what its branches give; `declared`: as the input, rule or field says. */
  gives: Kind | 'same' | 'declared'
  children: (node: N) => Child[]
  /** The right-hand side of a sentence in Chinese: what was done with what. */
  explain: (node: N, step: TraceStep, names: Names) => string
}
/** An operator is a step of the trace, of a value that is always the same or that is found each time; or it only refers to a step. */
export type Operator<N extends Node> = Common<N> &
  ({ constant: (node: N) => Value } | { evaluate: (node: N, at: At) => Done } | { refer: (node: N, at: At) => Use })
