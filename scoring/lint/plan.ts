import type { Pack } from '../pack/pack.ts'
import type { PlanStep } from '../pack/plan.ts'
import type { Finding } from '../problem.ts'
import { duplicates } from './assumptions.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** The plan names only steps, bodies, classes and inputs that exist, and no step waits in a circle. */
export const plan: Check = (pack) => {
  const keys = new Set(pack.plan.map(({ key }) => key))
  return [
    ...duplicates(pack.plan.map(({ key }) => key)).map((key) =>
      finding('error', 'duplicate-key', ['plan.yaml', '/steps'], `步骤的键应不重复，实为 \`${key}\` 两次。请改名。`),
    ),
    ...pack.plan.flatMap((step, index) => stepFindings(pack, step, keys, pathOf(step, index))),
    ...circles(pack.plan),
  ]
}

/** Steps were expanded from instances, so a step is found in the file by its key, not its index. */
function pathOf(step: PlanStep, index: number): [string, string] {
  return ['plan.yaml', `/steps/${index}#${step.key}`]
}

function stepFindings(pack: Pack, step: PlanStep, keys: Set<string>, at: [string, string]): Finding[] {
  const { roster, scoring } = pack
  const bodies = new Set(roster.bodies.map(({ key }) => key))
  const unknown = (what: string, where: string, key: string): Finding =>
    finding('error', 'plan-reference', at, `步骤 \`${step.key}\` 的${what}应在 ${where} 中，实为 \`${key}\`。请更正。`, step.source)
  const waits = [
    ...step.after,
    ...('of' in step && step.of !== undefined ? [step.of] : []),
    ...(step.kind === 'evaluation' ? [...(step.shows ?? []), ...(step.attended === undefined ? [] : [step.attended])] : []),
  ]
  const acting = [...(step.actor.startsWith('body:') ? [step.actor.slice('body:'.length)] : []), ...bodiesOf(step)]
  const classes = new Set(roster.classes.map(({ key }) => key))
  return [
    ...waits.filter((key) => !keys.has(key)).map((key) => unknown('前置步骤', 'plan.yaml', key)),
    ...acting.filter((key) => !bodies.has(key)).map((key) => unknown('机构', 'roster.yaml', key)),
    ...(step.classes ?? []).filter((key) => !classes.has(key)).map((key) => unknown('类别', 'roster.yaml', key)),
    ...inputsOf(step)
      .filter((name) => !isInput(pack, name))
      .map((name) => unknown('输入', `scoring.yaml（${Object.keys(scoring.inputs).join('、')}）`, name)),
    ...(step.kind === 'results' && (step.input === undefined) === (step.inputs === undefined)
      ? [finding('error', 'plan-results', at, `步骤 \`${step.key}\` 应写 input 或 inputs 之一，实为两者皆有或皆无。请更正。`, step.source)]
      : []),
    ...(step.kind === 'parameters' ? step.names : [])
      .filter((name) => scoring.parameters[name] === undefined || scoring.parameters[name].value !== undefined)
      .map((name) => unknown('待定参数', 'scoring.yaml 的 parameters（没有 value 的）', name)),
  ]
}

const GROUPS = ['units', 'assessors']

/** The bodies that a step names beside its actor. */
function bodiesOf(step: PlanStep): string[] {
  if (step.kind === 'approval') return [...step.chain, ...(step.origin === undefined ? [] : [step.origin])]
  if (step.kind === 'consultation') return step.consulted.filter((key) => !GROUPS.includes(key))
  if (step.kind === 'meeting') return [step.convener, ...step.members]
  if (step.kind === 'filing') return [...(step.bodies ?? []), ...(step.approver === undefined ? [] : [step.approver])]
  return step.kind === 'feedback' && step.lateAppeal !== undefined ? [step.lateAppeal.by] : []
}

function inputsOf(step: PlanStep): string[] {
  if (step.kind === 'additions') return [step.bonus, step.deductions].filter((name) => name !== undefined)
  if (step.kind === 'results') return [...(step.input === undefined ? [] : [step.input]), ...(step.inputs ?? [])]
  if (step.kind === 'ballot') return step.groups.map(({ input }) => input)
  if (step.kind === 'rectification') return step.findings ?? []
  return 'input' in step ? [step.input] : []
}

/** An input, a field of an indicator, or the common beginning of `x.raw` and `x.full`. */
function isInput({ scoring }: Pack, name: string): boolean {
  const both = scoring.inputs[`${name}.raw`] !== undefined && scoring.inputs[`${name}.full`] !== undefined
  return scoring.inputs[name] !== undefined || scoring.indicatorFields[name] !== undefined || both
}

function circles(steps: readonly PlanStep[]): Finding[] {
  const open = new Map(steps.map(({ key, after }) => [key, after]))
  for (let before = -1; before !== open.size;) {
    before = open.size
    for (const [key, after] of open) if (!after.some((one) => open.has(one))) open.delete(key)
  }
  return open.size === 0
    ? []
    : [finding('error', 'plan-circle', ['plan.yaml', '/steps'], `步骤不应互相等待，实为 ${[...open.keys()].join('、')}。请断开。`)]
}
