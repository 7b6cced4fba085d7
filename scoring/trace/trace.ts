/** What a trace step says besides its value: parameters, labels, the origin of a fact. Plain JSON. */
export type Detail = { [key: string]: string | string[] | { [key: string]: string } | Detail[] }

/** One earlier step that a step reads, with the value it had. */
export type StepUse = { id: string; value: string }

/**
 * One line of a trace.
 * `id`: `input:leaders.0` for a fact, `<rule>/<path>` for a node of a rule, with `@<indicator or unit>` after the rule inside a collection.
 * `value`: a decimal, `true`, `false`, `missing: <inputs>` or `notApplicable: <reason>`.
 * `source`: an article, or `assumption:<key>`.
 */
export type TraceStep = { id: string; op: string; uses: StepUse[]; detail: Detail; value: string; source: string }

/**
 * How one result came about. `subject` is the unit (phase score) or the class (phase grade); `pack` the hash of the pack.
 * `result` names the steps that are the answer. `seal` covers everything else, see `sealOf`.
 */
export type Trace = {
  phase: 'score' | 'grade'
  pack: string
  subject: string
  class: string
  steps: TraceStep[]
  result: { [name: string]: string }
  seal: string
}
