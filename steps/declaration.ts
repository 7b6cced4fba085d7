import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { checkIndicatorField, declaredFields, type Pack, type PlanStep } from '../scoring/index.ts'
import { carriedOf } from '../records/carried.ts'
import { Refusal } from '../records/refusal.ts'
import { openTasks } from '../records/task.ts'
import { askFaults } from './asks.ts'
import { bookFaults, repeated } from './book-faults.ts'
import { IsoDate, Key, Points, Text } from './content.ts'
import { declarantsOf } from './declarants.ts'
import type { KindRules } from './rules.ts'
import { unitsOf } from './units.ts'

const Indicator = z.strictObject({
  key: Key,
  name: Text,
  full: Points,
  kind: Text,
  body: Key.optional(),
  checkpoints: z
    .array(z.strictObject({ on: IsoDate, text: Text }))
    .max(12)
    .default([]),
  standard: Text.optional(),
  fields: z.record(Key, Text).default({}),
  generated: z.boolean().default(false),
})
/**
 * What a unit declares, or a body for it: indicators of the year, each with full points, checkpoints, its standard of completion, and in
 * `fields` whatever else the pack wants declared.
 */
export const Declaration = z.strictObject({ indicators: z.array(Indicator).min(1, '至少申报一项指标').max(500) })
export type Declaration = z.infer<typeof Declaration>
type Spec = Extract<PlanStep, { kind: 'declaration' }>

export const declaration: KindRules<'declaration'> = {
  open: async (change) => {
    const { step, spec, pack } = change
    const carried = Map.groupBy(await carriedOf(change.db, change.cycle, { kind: 'rectification' }), (row) => row.unit)
    const tasks = unitsOf(change).flatMap((unit) =>
      declarantsOf(pack, unit.key, spec.actor).map(({ key, assignee }) => ({
        key,
        verb: 'submit' as const,
        unit: unit.key,
        assignee,
        title: `${step.name}：${unit.name}${carriedWords(carried.get(unit.key)?.length ?? 0)}`,
        due: step.due_at ?? change.now,
      })),
    )
    await openTasks(change, step.key, tasks)
  },
  content: () => Declaration,
  withdrawable: true,
  accept: async ({ pack, spec }, submission, task) =>
    checkDeclaration({ pack, spec, unit: submission.unit ?? '', body: task?.assignee_body ?? null }, submission.content as Declaration),
}

/** What the unit has to put right from last year stands in the title of its task, so that nobody declares without knowing. */
const carriedWords = (count: number): string => (count === 0 ? '' : `（上年整改事项 ${count} 项须列入，见 cycle carried）`)

/** The step of the plan in which something was declared. */
export function declarationStep(pack: Pack, key: string): Spec {
  const found = pack.plan.find((each) => each.key === key)
  if (found?.kind !== 'declaration') throw new Error(`plan.yaml 中的 ${key} 应为申报环节`)
  return found
}

type Declared = { pack: Pack; spec: Spec; unit: string; body: string | null }

/**
 * A declaration names known bodies and says of each indicator what the pack wants to know. A whole one agrees with the pack's count and
 * points; where every assessing body declares its share, each declares its own indicators only.
 */
export function checkDeclaration({ pack, spec, unit, body }: Declared, { indicators }: Declaration): void {
  const shared = spec.actor === 'assessors'
  const problems = [
    ...(shared ? repeated(indicators.map(({ key }) => key)).map((key) => `指标序号 ${key} 重复`) : []),
    ...indicators.flatMap(({ key, full }) => (compare(full, '0') > 0 ? [] : [`指标 ${key} 的分值应大于零，实为 ${full}`])),
    ...indicators.flatMap((each) => bodyFaults(pack, each, shared ? body : null)),
    ...indicators.flatMap((each) => fieldFaults(pack, spec, each)),
    ...(shared ? [] : bookFaults(pack, unit, indicators)),
  ]
  if (problems.length > 0)
    throw new Refusal('bad-input', `${unit} 的指标申报不符合要求，未予保存：${problems.slice(0, 5).join('；')}。`, problems)
}

type Row = Declaration['indicators'][number]

function bodyFaults(pack: Pack, { key, body }: Row, own: string | null): string[] {
  if (own !== null && body !== own) return [`指标 ${key} 的考核主体应为“${own}”自己，实为“${body ?? '未填'}”`]
  return body === undefined || pack.roster.bodies.some((each) => each.key === body) ? [] : [`指标 ${key} 的考核主体“${body}”不在名册中`]
}

function fieldFaults(pack: Pack, spec: Spec, { key, full, fields }: Row): string[] {
  const { asks = [] } = spec
  const wanted = new Map([
    ...asks.map((ask) => [ask.key, ask.label] as const),
    ...declaredFields(pack).map(([name, { label }]) => [name, label] as const),
  ])
  return [
    ...askFaults(spec, { key, full, fields }),
    ...[...wanted]
      .filter(([name]) => fields[name] === undefined)
      .map(([name, label]) => `指标 ${key} 应写明${label}（fields.${name}），实为未填`),
    ...Object.keys(fields)
      .filter((name) => !wanted.has(name))
      .map((name) => `指标 ${key} 的 fields 应只有 ${[...wanted.keys()].join('、') || '（没有）'}，实为 \`${name}\``),
    ...declaredFields(pack).flatMap(([name]) =>
      fields[name] === undefined
        ? []
        : checkIndicatorField(pack, name, fields[name], { full }, '').map(({ message }) => `指标 ${key}：${message.replace(/。$/u, '')}`),
    ),
  ]
}
