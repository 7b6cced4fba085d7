import type { Pack } from '../pack/pack.ts'
import type { PlanStep } from '../pack/plan.ts'
import type { Silence } from '../pack/silence.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** A policy for silence says all that it needs: of what a mean is, who decides, what is full; and the step does not let the task lapse meanwhile. */
export const silence: Check = (pack) =>
  pack.plan.flatMap((step, index) => {
    if (!('silence' in step) || step.silence === undefined) return []
    const { silence } = step
    return faults(pack, step, silence).map((message) =>
      finding(
        'error',
        'plan-silence',
        ['plan.yaml', `/steps/${index}#${step.key}`],
        `步骤 \`${step.key}\` 的 silence ${message}请更正。`,
        silence.source,
      ),
    )
  })

function faults(pack: Pack, step: PlanStep, { policy, mean, body, participants }: Silence): string[] {
  const items = 'input' in step && step.input !== undefined && step.input in pack.scoring.indicatorFields
  return [
    ...(step.late === 'lapse' ? ['应与 late: escalate 同用，实为 lapse：任务先已失效，无从按默认规则计分。'] : []),
    ...((policy === 'mean') === (mean !== undefined) ? [] : ['取平均（mean）的应写明、其余的不应写 mean：取谁的平均，保留几位小数。']),
    ...((policy === 'askLeadingGroup') === (body !== undefined) ? [] : ['由领导组决定（askLeadingGroup）的应写明、其余的不应写 body。']),
    ...(policy === 'askLeadingGroup' || participants === undefined
      ? []
      : ['只有由领导组决定（askLeadingGroup）的才写 participants（至少几人参加）。']),
    ...(body === undefined || pack.roster.bodies.some(({ key }) => key === body)
      ? []
      : [`的 body 应为 roster.yaml 中的机构，实为 \`${body}\`。`]),
    ...(mean === undefined ? [] : meanFaults(step, mean.of, items)),
    ...(step.kind === 'results' ? resultFaults(pack, step, policy) : []),
  ]
}

function meanFaults({ kind }: PlanStep, of: 'items' | 'units', items: boolean): string[] {
  if (kind === 'results') return ['不应取平均：结果由一个机构一次报齐，没有别的分数可以取。']
  if (kind === 'evaluation') return of === 'items' ? [] : ['应取其他评价人的平均（of: items），实为 units。']
  return items || of === 'units' ? [] : ['应取其他单位的平均（of: units）：该环节每单位只有一个分数，实为 items。']
}

function resultFaults({ scoring }: Pack, step: Extract<PlanStep, { kind: 'results' }>, policy: Silence['policy']): string[] {
  if (policy === 'askLeadingGroup') return []
  const input = step.input === undefined ? undefined : scoring.inputs[step.input]
  if (input?.type !== 'number') return ['只能由领导组决定（askLeadingGroup）：所报的不是一个分数。']
  return policy === 'full' && input.max === undefined ? [`计满分的，输入 \`${step.input}\` 应写明 max。`] : []
}
