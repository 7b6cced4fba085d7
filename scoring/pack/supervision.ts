import { z } from 'zod'
import { PlanStep, type StepKind } from './plan.ts'
import { Count, Key, Source, Text } from './scalars.ts'

const Kind = z.enum(PlanStep.options.map((option) => option.shape.kind.value) as [StepKind, ...StepKind[]])
const basis = {
  source: Source,
  /** further assumptions that the part rests on */
  assumes: z.array(Key).optional(),
}

/** Steps of these kinds show a light for each unit and month: green in time, red while late, yellow after catching up. */
const Lights = z.strictObject({ kinds: z.array(Kind).min(1, '至少一类'), ...basis })

/**
 * One rung of the ladder: a slip of this name goes out `after` so many working days (the first: after the due day of what is late; a further
 * one: after the slip before it was due and not answered), and is to be answered within `days` working days. `leader`: the body that hears of it too.
 */
const Rung = z.strictObject({ slip: Text, after: Count, days: Count, leader: Key.optional() })
export type Rung = z.infer<typeof Rung>

/** Slips for what is late (督办单), rung by rung; `series` stands before the year in their numbers, 督办〔2013〕3号. `kinds`: only steps of these. */
const Ladder = z.strictObject({
  series: Text,
  kinds: z.array(Kind).min(1, '至少一类').optional(),
  rungs: z.array(Rung).min(1, '至少一级').max(9),
  ...basis,
})

/** The most that may be asked of one unit in a month: forms to fill in, files to hand in, visits to receive. */
const Burden = z.strictObject({ forms: Count.optional(), files: Count.optional(), visits: Count.optional(), ...basis })

/** Who approves what is collected outside the plan (非经批准，不得单独考核). */
const Register = z.strictObject({ approver: Key, ...basis })

/** supervision.yaml, optional: how the course of the year is watched, and how much may be asked of a unit. */
export const Supervision = z.strictObject({
  lights: Lights.optional(),
  ladder: Ladder.optional(),
  burden: Burden.optional(),
  register: Register.optional(),
})
export type Supervision = z.infer<typeof Supervision>
