import type { Generated } from 'kysely'
import type { CalendarSchema } from './calendar-schema.ts'
import type { NoticeSchema } from './notice-schema.ts'
import type { DatesSchema } from './dates-schema.ts'
import type { EngineSchema } from './engine-schema.ts'
export type { Clocks, MovementKind } from './dates-schema.ts'
import type { PeopleSchema } from './people-schema.ts'
import type { UnitSchema } from './unit-schema.ts'
import type { PlanStep } from '../scoring/pack/plan.ts'
import type { Fact, Id, Instant, Json } from './columns.ts'
import type { Proceedings } from './proceedings-schema.ts'
import type { SupervisionTables } from './supervision-tables.ts'

export type { Checkpoint } from './unit-schema.ts'
export type { Fact, Id, Instant } from './columns.ts'

export type StepState = 'planned' | 'scheduled' | 'open' | 'settled'
export type StepMode = 'tasks' | 'window' | 'automatic'
/** `bypassed`: passed over (越过), which is not done and not approved. */
export type TaskState = 'open' | 'done' | 'lapsed' | 'cancelled' | 'bypassed'
export type TaskVerb = 'submit' | 'decide' | 'acknowledge' | 'resolve' | 'publish'
export type AppealState = 'window' | 'filed' | 'waived' | 'granted' | 'refused'
/** What a year takes over from the one before; `absent`: a unit that is not in the new roster. */
export type CarriedKind = 'grade' | 'award' | 'rectification' | 'post' | 'absent'
export type WorkflowName = 'annualCycle' | 'step' | 'appeal' | 'rounds'

/** A fact that somebody may have made on behalf of another post, by delegation. */
type Act = Fact & { for_post: string | null }
/** Which declared policy gave a score when nobody scored, and the article or assumption that the policy rests on. */
export type ScorePolicy = 'full' | 'zero' | 'mean' | 'askLeadingGroup'

export interface Schema
  extends CalendarSchema, NoticeSchema, PeopleSchema, DatesSchema, Proceedings, UnitSchema, SupervisionTables, EngineSchema {
  pack: { hash: string; key: string; version: string; content: string }
  cycle: {
    id: string
    kind: 'live' | 'rehearsal'
    pack: string
    engine: string
    calendar: string
    calendar_until: number | null
    seed: string
    state: Generated<'open' | 'published' | 'closed'>
    opened_at: Instant
    clock_at: Instant | null
    amended_pack: string | null
    paused_by: Id | null
    reorganisations: Generated<number>
  }
  unit: { cycle: string; key: string; name: string; class: string; made_up: boolean; ord: number }
  body: { cycle: string; key: string; name: string; role: string; unit: string | null }
  post: {
    cycle: string
    key: string
    name: string
    unit: string | null
    body: string | null
    mail: string | null
    phone: string | null
    vacant_since: Instant | null
  }
  step: {
    cycle: string
    key: string
    ord: number
    kind: string
    mode: StepMode
    name: string
    spec: Json<PlanStep>
    state: Generated<StepState>
    opens_at: Instant | null
    due_at: Instant | null
    opened_at: Instant | null
    settled_at: Instant | null
    trouble: string | null
    retroactive: Generated<boolean>
    /** the amendment that took it out of the plan before it opened */
    cancelled_by: Generated<number | null>
  }
  task: {
    id: Generated<Id>
    cycle: string
    step: string
    key: string
    verb: TaskVerb
    unit: string | null
    assignee_unit: string | null
    assignee_body: string | null
    assignee_post: string | null
    substitute_body: string | null
    substitute_post: string | null
    about: Id | null
    /** the task whose assignee was silent, where a leading body decides in its place */
    stands_for: Generated<Id | null>
    title: string
    state: Generated<TaskState>
    was_late: Generated<boolean>
    opened_at: Instant
    due_at: Instant
    done_at: Instant | null
  }
  submission: { id: Generated<Id>; cycle: string; step: string; task: Id | null; unit: string | null; content: Json<unknown> } & Act
  evidence: { cycle: string; sha256: string; name: string; media_type: string; bytes: Buffer } & Fact
  submission_evidence: { submission: Id; cycle: string; sha256: string }
  score: {
    id: Generated<Id>
    cycle: string
    unit: string
    input: string
    item: string
    value: string
    word: string | null
    not_applicable: string | null
    ground: string | null
    doubtful: boolean
    silent: boolean
    submission: Id | null
    supersedes: Id | null
    segment: Generated<string | null>
    taken_from: Generated<Id | null>
    policy: ScorePolicy | null
    authority: string | null
  } & Act
  addition: {
    id: Generated<Id>
    cycle: string
    unit: string
    input: string
    indicator: string | null
    falsified: boolean
    points: string
    ground: string
    document: string | null
    submission: Id
    supersedes: Id | null
    void: Generated<boolean>
    fields: Json<{ [field: string]: string }>
    taken_from: Generated<Id | null>
  } & Act
  parameter: {
    id: Generated<Id>
    cycle: string
    name: string
    value: string
    document: string
    submission: Id
    supersedes: Id | null
  } & Act
  decision: {
    id: Generated<Id>
    cycle: string
    step: string
    task: Id
    outcome: string
    reason: string | null
    document: string | null
    meeting: string | null
    held_on: string | null
    returned_to: string | null
  } & Act
  result: {
    cycle: string
    version: number
    unit: string
    class: string
    total: string | null
    published: string | null
    rank: number | null
    outcome: Json<unknown>
    trace: Json<unknown>
  }
  computation: {
    cycle: string
    version: number
    step: string
    result_hash: string
    /** with which pack it was computed */
    pack: string
    difference: Json<unknown>
    grade_trace: Json<unknown>
    at: Instant
  }
  amendment: {
    cycle: string
    ordinal: number
    from_pack: string
    to_pack: string
    document: string
    reason: string
    effects: Json<unknown>
  } & Fact
  amendment_decision: {
    cycle: string
    ordinal: number
    outcome: 'approve' | 'refuse'
    reason: string | null
    document: string | null
    moved: Json<unknown>
  } & Fact
  carried: {
    id: Generated<Id>
    cycle: string
    from_cycle: string
    from_row: string
    kind: CarriedKind
    unit: string
    content: Json<unknown>
    became: string | null
  } & Fact
  feedback_form: { cycle: string; unit: string; version: number; content: Json<unknown>; issued_at: Instant }
  receipt: { cycle: string; unit: string; version: number; how: 'acknowledged' | 'served'; proof: string | null } & Act
  appeal: {
    cycle: string
    unit: string
    step: string
    state: Generated<AppealState>
    received_at: Instant
    due_at: Instant
    why: string
    submission: Id | null
    closed_at: Instant | null
  }
  publication: { cycle: string; version: number; document: string | null; log_head: string | null } & Act
  ballot_box: {
    cycle: string
    step: string
    floor: number
    below: 'notAssessed' | 'pooled'
    places: number
    groups: Json<BallotGroup[]>
    at: Instant
  }
  ballot_code: { cycle: string; step: string; grp: string; hash: string; used: Generated<boolean> }
  ballot: { id: string; cycle: string; step: string; grp: string; ratings: Json<{ [unit: string]: string }> }
  briefing: { cycle: string; step: string; content: Json<unknown>; hash: string; at: Instant }
  briefed: { submission: Id; cycle: string; step: string; hash: string }
  ledger_entry: {
    id: Generated<Id>
    cycle: string
    step: string
    unit: string
    indicator: string
    month: string
    value: string
    document: string
    reason: string | null
    submission: Id
    supersedes: Id | null
  } & Fact
  request: { cycle: string; key: string; post: string; answer: Json<unknown>; at: Instant }
  round: { cycle: string; day: string; at: Instant }
  entry: { id: Generated<Id>; cycle: string; verb: string; subject: string; content: string } & Fact
  chain: { cycle: string; seq: number; entry: Id; previous: string; hash: string }
  outbox: {
    id: Generated<Id>
    action: 'start' | 'changed'
    workflow: WorkflowName
    workflow_id: string
    argument: Json<unknown> | null
    at: Generated<Instant>
    cycle: string | null
    step: string | null
  }
}

/** Who rates anonymously together: so many codes, and the scoring input that the mean of their ratings becomes. */
export type BallotGroup = { key: string; name: string; codes: string; input: string }
