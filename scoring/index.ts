/**
 * The arithmetic of regulations: reads a pack, scores units, ranks classes, explains and re-checks each number.
 * Pure: no clock, no I/O. Data that is wrong is returned as problems, never thrown.
 */
export type { Problem, Finding } from './problem.ts'
export type { Pack } from './pack/pack.ts'
export type { Source } from './pack/scalars.ts'
export type { PackHead } from './pack/head.ts'
export type { Roster, BodyRole } from './pack/roster.ts'
export type { Indicator, Indicators } from './pack/indicators.ts'
export type { Assumption, Assumptions } from './pack/assumptions.ts'
export type { InputDeclaration, EventField, IndicatorField, Parameter } from './pack/inputs.ts'
export type { PlanStep, StepKind, Moment } from './pack/plan.ts'
export type {
  Facts,
  UnitFacts,
  IndicatorFacts,
  EventFact,
  Leaf,
  Sourced,
  NotApplicable,
  Segment,
  Segmented,
  Succession,
  Reorganisation,
} from './facts/facts.ts'
export type { Supervision, Rung } from './pack/supervision.ts'
export type { Trace, TraceStep, StepUse, Detail } from './trace/trace.ts'
export type {
  ScoredUnit,
  UnitResult,
  ResultState,
  Outcome,
  Cohort,
  Standing,
  Consequence,
  Difference,
  UnitChange,
  Change,
} from './outcome.ts'
export type { ParsedPack } from './pack/parse.ts'
export type { ReadFacts } from './facts/read.ts'
export type { Sentence } from './trace/explain.ts'
export type { TraceNode } from './trace/tree.ts'
export type { AnsweredHole } from './lint/holes/index.ts'
export type { CaseReport } from './cases/run.ts'
export type { WhatIf } from './what-if/what-if.ts'
export type { PackChange } from './versions/pack-changes.ts'
export type { PackEffects } from './versions/pack-effects.ts'
export type { Shadow, Moved, ClassShadow } from './shadow/shadow.ts'
export type { Carried, NotCarried } from './shadow/carry.ts'
export type { Margin, Margins } from './margins/margins.ts'
export type { Line, LineKind } from './margins/line.ts'
export type { Way } from './margins/way.ts'
export type { Setting } from './what-if/setting.ts'
export type { Effect, EffectKind, AmountChange } from './what-if/effect.ts'

export { parsePack } from './pack/parse.ts'
export { packToJson, packFromJson } from './pack/json.ts'
export { canonicalJson, sha256 } from './canonical.ts'
export { readFacts } from './facts/read.ts'
export { declaredFields } from './pack/declared-fields.ts'
export { nodesOf } from './pack/frame.ts'
export { checkFacts, checkIndicatorField, checkUnitFacts } from './facts/check.ts'
export { checkParameters } from './facts/check-parameters.ts'
export { factsTemplate } from './facts/template.ts'
export { sampleFacts } from './facts/sample.ts'
export { reorganised } from './facts/reorganised.ts'
export { byDays, segmentRule } from './facts/inheritance.ts'
export { factsText } from './facts/write.ts'
export { scoreUnit } from './evaluate/score-unit.ts'
export { grade } from './grade/grade.ts'
export { consequenceText, gradeLabel } from './grade/label.ts'
export { conclude, resultHash, score, scoreEach, withoutSteps } from './evaluate/score.ts'
export { explain, narrate } from './trace/explain.ts'
export { unitPart } from './trace/unit-part.ts'
export { traceTree, traceTrees } from './trace/tree.ts'
export { verify } from './verify/verify.ts'
export { runCases } from './cases/run.ts'
export { lint } from './lint/lint.ts'
export { holesOf } from './lint/holes/index.ts'
export type { Compared } from './difference.ts'
export { difference } from './difference.ts'
export { packChanges } from './versions/pack-changes.ts'
export { amendedPack, packEffects } from './versions/pack-effects.ts'
export { shadow } from './shadow/shadow.ts'
export { margins } from './margins/margins.ts'
export { whatIf } from './what-if/what-if.ts'
export { amountTotals } from './what-if/effect.ts'
