import type { Pack } from '../pack/pack.ts'
import type { PlanStep } from '../pack/plan.ts'
import type { Finding } from '../problem.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Anonymous evaluations can be counted, and raters are shown nothing that may not be there yet. */
export const evaluations: Check = (pack) =>
  pack.plan.flatMap((step, index) => {
    const at: [string, string] = ['plan.yaml', `/steps/${index}#${step.key}`]
    if (step.kind === 'ballot') return ballotFaults(pack, step, at)
    if (step.kind === 'ledger') return ledgerFaults(pack, step, at)
    return step.kind === 'evaluation' ? [...briefingFaults(pack, step, at), ...meetingFaults(pack, step, at)] : []
  })

type Of<K extends PlanStep['kind']> = Extract<PlanStep, { kind: K }>

function ballotFaults({ scoring }: Pack, step: Of<'ballot'>, at: [string, string]): Finding[] {
  const say = (message: string) => finding('error', 'plan-ballot', at, `步骤 \`${step.key}\` ${message}。请更正。`, step.source)
  const inputs = step.groups.map(({ input }) => input)
  return [
    ...(Number(step.floor) < 2 ? [say(`的门槛 floor 应至少为 2，实为 ${step.floor}：一份评价就是一个人的评价`)] : []),
    ...(step.late === 'lapse' ? [] : [say('应写 late: lapse，实为 escalate：无记名评价没有可以催办的人')]),
    ...step.groups
      .filter(({ codes }) => Number(codes) < Number(step.floor))
      .map(({ key, codes }) => say(`的组 ${key} 应有不少于 ${step.floor} 个评价码，实为 ${codes} 个`)),
    ...inputs
      .filter((input) => (scoring.inputs[input]?.type ?? 'number') !== 'number')
      .map((input) => say(`的输入 ${input} 应为 number（平均分），实为 ${scoring.inputs[input]?.type}`)),
    ...[step.groups.map(({ key }) => key), inputs].flatMap((names) =>
      names.filter((name, index) => names.indexOf(name) !== index).map((name) => say(`的各组应有各自的键和输入，实有 ${name} 两次`)),
    ),
  ]
}

/** What rests on daily data is told from what was declared. */
function ledgerFaults({ plan }: Pack, step: Of<'ledger'>, at: [string, string]): Finding[] {
  const { ask, value } = step.basis
  const asked = plan.some(
    (each) => each.kind === 'declaration' && each.asks?.some(({ key, values }) => key === ask && values?.includes(value)),
  )
  const message = `步骤 \`${step.key}\` 的依据 \`${ask}\` 应为申报环节所问（asks），并列有“${value}”，实际没有。请更正。`
  return asked ? [] : [finding('error', 'plan-ledger', at, message, step.source)]
}

/** What is shown must have settled, which the steps before guarantee. */
function briefingFaults({ plan }: Pack, step: Of<'evaluation'>, at: [string, string]): Finding[] {
  const before = earlier(plan, step)
  const shown = new Map(plan.map(({ key, kind }) => [key, kind]))
  return (step.shows ?? []).flatMap((key) => {
    const kind = shown.get(key)
    if (kind === undefined) return [] // said where references are checked
    const say = (message: string) => finding('error', 'plan-shows', at, `步骤 \`${step.key}\` ${message}。请更正。`, step.source)
    if (!SHOWN.includes(kind)) return [say(`展示的 \`${key}\` 应为有结果的环节（${SHOWN.join('、')}），实为 ${kind}`)]
    return before.has(key) ? [] : [say(`展示 \`${key}\` 的结果，应在它办结之后开始（写入 after），实际没有`)]
  })
}

/** Who was at the meeting is known once it has been held. */
function meetingFaults({ plan }: Pack, step: Of<'evaluation'>, at: [string, string]): Finding[] {
  const { attended } = step
  const kind = plan.find(({ key }) => key === attended)?.kind
  if (attended === undefined || kind === undefined || (kind === 'hearing' && earlier(plan, step).has(attended))) return []
  const message = `步骤 \`${step.key}\` 的会议 \`${attended}\` 应为 hearing 环节，并在评价之前办结（写入 after），实际不是。请更正。`
  return [finding('error', 'plan-attended', at, message, step.source)]
}

const SHOWN: readonly PlanStep['kind'][] = ['assessment', 'results', 'evaluation', 'ballot']

/** All steps that have settled when a step opens. */
function earlier(plan: readonly PlanStep[], step: PlanStep): Set<string> {
  const found = new Set<string>()
  const waiting = [...step.after]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue
    found.add(key)
    waiting.push(...(plan.find((each) => each.key === key)?.after ?? []))
  }
  return found
}
