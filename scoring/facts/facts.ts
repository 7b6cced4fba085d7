/** A fact with where it came from (`score/123`), shown in the trace. */
export type Sourced = { value: string; origin: string }
/** A fact that is declared not to exist for this unit: neither zero nor missing. */
export type NotApplicable = { notApplicable: string }
/**
 * What a number was in a part of the year, from one day until another, both counted. `unit`: whose it was, where that was another unit;
 * `beside`: how many units stood side by side then, each of them for as much.
 */
export type Segment = { from: string; until: string; value: string; origin: string; unit?: string; beside?: string }
/** Why a number has segments: its unit came of others, or of one that was split, or its indicator was adjusted. */
export type Succession = 'merged' | 'split' | 'adjusted'
/** A number that was another before: its segments in order, and the number that a document has `decided` for the whole. By which rule they become one, the pack says. */
export type Segmented = { by: Succession; document: string; segments: Segment[]; decided?: Sourced }
/** One fact: a decimal string, `true`/`false` for a flag. */
export type Leaf = string | Sourced | NotApplicable | Segmented
/** One event (a bonus, a finding): its fields by the names that scoring.yaml declares; `origin` is always allowed. */
export type EventFact = { [field: string]: string | Sourced }
/**
 * One indicator of the task book: `full` and the fields that scoring.yaml declares. `withdrawn` names the document that withdrew it, `taken`
 * the unit that it was taken over from.
 */
export type IndicatorFacts = { [field: string]: Leaf }
/** The facts of one unit, by input name; `indicators` by indicator key. What is not there is missing, which is not zero. An empty list of events says that there were none. */
export type UnitFacts = {
  indicators?: { [key: string]: IndicatorFacts } | NotApplicable
  [input: string]: Leaf | (string | Sourced)[] | EventFact[] | { [key: string]: IndicatorFacts } | undefined
}
/** Units were renamed, merged or split on a day: from it on those `into` which they went take the place of those `from` which they came. */
export type Reorganisation = {
  kind: 'rename' | 'merge' | 'split'
  on: string
  from: string[]
  into: { key: string; name: string; class: string }[]
  document: string
  origin: string
}
/**
 * A facts file: `pack` is the pack's key, `parameters` what later documents have set of the deferred ones, `reorganisations` in their order what
 * has become of the units of the roster.
 */
export type Facts = {
  pack: string
  parameters?: { [name: string]: string | Sourced }
  reorganisations?: Reorganisation[]
  units: { [unit: string]: UnitFacts }
}
