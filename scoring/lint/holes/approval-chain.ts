import type { HoleFinder } from './hole.ts'
import { articleOf, keyOf } from './hole.ts'

/** Gates of one year through which the matter passes other bodies: articles that disagree, until somebody says why. */
export const approvalChain: HoleFinder = (pack) => {
  const gates = pack.plan.flatMap((step, index) => (step.kind === 'approval' ? [{ step, index, chain: step.chain.join(' → ') }] : []))
  const chains = [...Map.groupBy(gates, ({ chain }) => chain)]
  if (chains.length < 2) return []
  const names = new Map(pack.roster.bodies.map(({ key, name }) => [key, name]))
  const told = chains.map(([, list]) => {
    const bodies = list[0]!.step.chain.map((key) => names.get(key) ?? key).join(' → ')
    return `${[...new Set(list.map(({ step }) => articleOf(pack, step.source)))].join('、')} 为 ${bodies}`
  })
  const last = gates.at(-1)!
  return [
    {
      code: 'approval-chain',
      file: 'plan.yaml',
      path: `/steps/${last.index}#${last.step.key}`,
      message: `各次审定的机构和次序应一致或写明区别，实为：${told.join('；')}`,
      articles: [...new Set(gates.map(({ step }) => articleOf(pack, step.source)))],
      cited: gates.flatMap(({ step }) => [...keyOf(step.source), ...(step.assumes ?? [])]),
    },
  ]
}
