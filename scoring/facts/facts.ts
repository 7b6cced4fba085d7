/** A fact with where it came from (`score/123`), shown in the trace. */
export type Sourced = { value: string; origin: string }
/** A fact that is declared not to exist for this unit: neither zero nor missing. */
export type NotApplicable = { notApplicable: string }
/** One fact: a decimal string, `true`/`false` for a flag. */
export type Leaf = string | Sourced | NotApplicable
/** One event (a bonus, a finding): its fields by the names that scoring.yaml declares; `origin` is always allowed. */
export type EventFact = { [field: string]: string | Sourced }
/** One indicator of the task book: `full` and the fields that scoring.yaml declares. */
export type IndicatorFacts = { [field: string]: Leaf }
/** The facts of one unit, by input name; `indicators` by indicator key. What is not there is missing, which is not zero. An empty list of events says that there were none. */
export type UnitFacts = {
  indicators?: { [key: string]: IndicatorFacts } | NotApplicable
  [input: string]: Leaf | (string | Sourced)[] | EventFact[] | { [key: string]: IndicatorFacts } | undefined
}
/** A facts file: `pack` is the pack's key, `parameters` what later documents have set of the deferred ones. */
export type Facts = { pack: string; parameters?: { [name: string]: string | Sourced }; units: { [unit: string]: UnitFacts } }
