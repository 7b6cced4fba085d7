import type { Queries } from '../records/database.ts'
import { factsOf } from '../records/facts.ts'
import { packOfCycle } from '../records/pack.ts'
import { reorganisationsOf } from '../records/reorganisation.ts'
import { additionsInForce, scoresInForce } from '../records/score.ts'
import { stepsOf, type StepRow } from '../records/step.ts'
import { canonicalJson } from '../scoring/canonical.ts'
import { amountTotals, packChanges, packEffects, reorganised } from '../scoring/index.ts'
import type { AmountChange, Effect, Pack, PackChange } from '../scoring/index.ts'
import { hasOpened, planFaults, planMoves, type PlanMove } from '../steps/plan-moves.ts'

type Head = { hash: string; version: string; name: string }
/**
 * What another version of the pack would mean for a cycle, now: what differs in the rules, which units' results on the facts on record (`unchanged` is
 * how many stay as they are), which steps. `unread` are facts on record that the new version does not read any more; `faults` why it cannot be.
 */
export type AmendmentPreview = {
  from: Head
  to: Head
  changes: PackChange[]
  effects: (Effect & { name: string })[]
  amounts: AmountChange[]
  unchanged: number
  steps: PlanMove[]
  unread: { input: string; label: string; facts: number }[]
  warnings: string[]
  faults: string[]
}

/**
 * Looks ahead; nothing is written. Units that were renamed, merged or split in the course of the year are so under the new version too: its roster is
 * that of the year's beginning. @throws Refusal `not-found` when there is no such cycle
 */
export async function previewAmendment(queries: Queries, cycle: string, version: Pack): Promise<AmendmentPreview> {
  const from = await packOfCycle(queries, cycle)
  const to = reorganised(version, await reorganisationsOf(queries, cycle))
  const rows = await stepsOf(queries, cycle)
  const found = packEffects(
    { pack: from, facts: await factsOf(queries, cycle, from) },
    { pack: to, facts: await factsOf(queries, cycle, to) },
  )
  const names = new Map(to.roster.units.map(({ key, name }) => [key, name]))
  return {
    from: headOf(from),
    to: headOf(to),
    changes: packChanges(from, to),
    effects: found.effects.map((effect) => ({ ...effect, name: names.get(effect.unit) ?? effect.unit })),
    amounts: amountTotals(found.effects),
    unchanged: found.difference.unchanged.length,
    steps: planMoves(rows, to.plan),
    unread: await unreadFacts(queries, cycle, from, to),
    warnings: [...found.findings.map(({ file, path, message }) => `${file} ${path} ${message}`), ...tooLate(rows, to)],
    faults: [
      ...(await stateFaults(queries, cycle)),
      ...headFaults(from, to),
      ...rosterFaults(from, to),
      ...planFaults(rows, to.plan),
      ...found.problems.map(({ path, message }) => `在案的事实 ${path} 与新版本不合：${message}`),
    ],
  }
}

async function stateFaults(queries: Queries, cycle: string): Promise<string[]> {
  const { state } = await queries.selectFrom('cycle').select('state').where('id', '=', cycle).executeTakeFirstOrThrow()
  return state === 'open' ? [] : ['考评结果已经公布，办法不能再修订；新的办法用于下一年度']
}

const headOf = ({ pack, hash }: Pack): Head => ({ hash, version: pack.version, name: pack.name })

function headFaults(from: Pack, to: Pack): string[] {
  if (from.hash === to.hash) return ['新版本与现行版本内容相同']
  return [
    ...(to.pack.key === from.pack.key ? [] : [`应为规则包 ${from.pack.key} 的新版本，实为 ${to.pack.key}`]),
    ...(to.pack.previous === from.hash ? [] : [`pack.yaml 的 previous 应为现行版本的摘要 ${from.hash}，实为 ${to.pack.previous ?? '空'}`]),
    ...(Number(to.pack.version) > Number(from.pack.version)
      ? []
      : [`pack.yaml 的 version 应大于现行的 ${from.pack.version}，实为 ${to.pack.version}`]),
  ]
}

/** Units, classes and bodies do not change with the rules: that is a reorganisation. */
function rosterFaults(from: Pack, to: Pack): string[] {
  const bare = ({ roster }: Pack) => {
    const without = ({ source: _, ...rest }: { source: unknown }) => rest
    return { 类别: roster.classes.map(without), 单位: roster.units.map(without), 机构: roster.bodies.map(without) }
  }
  const [old, now] = [bare(from), bare(to)]
  const other = (Object.keys(old) as (keyof typeof old)[]).filter((part) => canonicalJson(old[part]) !== canonicalJson(now[part]))
  return other.map((part) => `名册的${part}有变动：修订只改办法，${part}的增减、合并、改类属于机构调整，须另行办理`)
}

/** What was computed stays as it was: without a computation that is still to come, the new rules never come to bear. */
function tooLate(rows: readonly StepRow[], { plan }: Pack): string[] {
  const over = new Set(rows.filter(hasOpened).map(({ key }) => key))
  const coming = plan.some(({ kind, key }) => kind === 'computation' && !over.has(key))
  return coming ? [] : ['此后没有待办的计算环节：新版本不会用于任何成绩']
}

async function unreadFacts(queries: Queries, cycle: string, from: Pack, to: Pack): Promise<AmendmentPreview['unread']> {
  const rows = [...(await scoresInForce(queries, cycle)), ...(await additionsInForce(queries, cycle))]
  const declared = ({ scoring }: Pack) => new Map(Object.entries({ ...scoring.indicatorFields, ...scoring.inputs }))
  const [old, now] = [declared(from), declared(to)]
  const lost = Map.groupBy(
    rows.filter(({ input }) => old.has(input) && !now.has(input)),
    ({ input }) => input,
  )
  return [...lost].map(([input, all]) => ({ input, label: old.get(input)?.label ?? input, facts: all.length }))
}
