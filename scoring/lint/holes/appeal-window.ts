import type { Pack } from '../../pack/pack.ts'
import type { HoleFinder } from './hole.ts'
import { articleOf, keyOf, wordsOf } from './hole.ts'
import { says } from './words.ts'

/** A unit that receives its result can have it reviewed within days that the regulation names: an appeal without a limit never ends. */
export const appealWindow: HoleFinder = (pack) => {
  const steps = pack.plan.flatMap((step, index) => (step.kind === 'feedback' ? [{ step, index }] : []))
  if (steps.length === 0) return none(pack)
  return steps.flatMap(({ step, index }) => {
    const words = wordsOf(step.source)
    if (says(words, step.appealWindow) && /日/u.test(words)) return []
    return [
      {
        code: 'appeal-window',
        file: 'plan.yaml',
        path: `/steps/${index}#${step.key}`,
        message: `环节“${step.name}”的复核期 ${step.appealWindow} 个工作日应见于所引的条文，实际没有：多少日内提出应写明`,
        articles: [articleOf(pack, step.source)],
        cited: [...keyOf(step.source), ...(step.assumes ?? [])],
      },
    ]
  })
}

/** A plan in which nobody receives a result to appeal against. */
function none(pack: Pack): ReturnType<HoleFinder> {
  const at = pack.plan.findLastIndex(({ kind }) => kind === 'publication')
  const step = pack.plan[at]
  if (!step) return []
  return [
    {
      code: 'appeal-window',
      file: 'plan.yaml',
      path: `/steps/${at}#${step.key}`,
      message: `公布“${step.name}”之前应有反馈和复核的环节，实际没有：单位怎样提出异议应写明`,
      articles: [articleOf(pack, step.source)],
      cited: [...keyOf(step.source), ...(step.assumes ?? [])],
    },
  ]
}
