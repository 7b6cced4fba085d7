import { show } from '../pack/issues.ts'
import type { Pack } from '../pack/pack.ts'
import { pointer } from '../pack/read-yaml.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkLeaf, isNotApplicable, isRecord } from './check-leaf.ts'

/** Checks what a facts file sets of the deferred parameters: declared, left open by the pack, of the right type, within bounds. */
export function checkParameters({ scoring }: Pick<Pack, 'scoring'>, given: unknown, path = '/parameters'): Problem[] {
  if (given === undefined) return []
  if (!isRecord(given)) return [trouble('facts', path, 'wrong-type', `应为 参数: 值 的映射，实为${show(given)}。请按模板填写。`)]
  const open = Object.keys(scoring.parameters).filter((name) => scoring.parameters[name]!.value === undefined)
  return Object.entries(given).flatMap(([name, value]) => {
    const here = path + pointer([name])
    const declared = Object.hasOwn(scoring.parameters, name) ? scoring.parameters[name] : undefined
    if (!declared)
      return [
        trouble('facts', here, 'unknown-key', `应为待定的参数（${open.join('、') || '本规则包没有'}），实为 \`${name}\`。请删去或更正。`),
      ]
    if (declared.value !== undefined)
      return [
        trouble(
          'facts',
          here,
          'fixed-parameter',
          `参数“${declared.label}”已由规则包定为 ${declared.value}，不应另给。请删去，或修订规则包。`,
        ),
      ]
    if (isNotApplicable(value)) return [trouble('facts', here, 'wrong-type', `参数“${declared.label}”应有值，实为不适用。请更正。`)]
    return checkLeaf(declared, value, here)
  })
}
