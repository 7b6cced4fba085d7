import { sourceText } from '../evaluate/program.ts'
import { parameterDeclaration } from '../trace/fact-source.ts'
import type { TraceStep } from '../trace/trace.ts'
import { isDecimal, normalised } from './arithmetic.ts'
import type { Book } from './line.ts'

/** Re-checks the line of a parameter: declared, with the value that the pack sets, or one of the declared form. Sentences of what is wrong. */
export function recheckParameter({ pack }: Book, step: TraceStep): string[] {
  const declared = parameterDeclaration(pack, step.id)
  if (!declared) return ['应为已声明的参数，实际没有声明']
  const { label, source, type, value } = declared
  const name = step.id.slice('parameter:'.length)
  const set = value === undefined ? null : type === 'number' ? normalised(value) : value
  const formed = type === 'number' ? isDecimal(step.value) : /^\d{4}-\d{2}-\d{2}$/.test(step.value)
  const right = set === null ? formed || step.value === `missing: parameters.${name}` : step.value === set
  const extra = Object.keys(step.detail).filter((key) => key !== 'label' && (key !== 'origin' || set !== null))
  return [
    ...(step.op === 'parameter' && step.uses.length === 0 ? [] : ['参数应为 parameter，不引用其他步骤']),
    ...(step.detail['label'] === label && extra.length === 0 ? [] : ['说明与规则包不符']),
    ...(step.source === sourceText(source) ? [] : [`依据应为 ${sourceText(source)}，实为 ${step.source}`]),
    ...(right ? [] : [`值应为 ${set ?? (type === 'number' ? '数' : '日期')}，实为 ${step.value}`]),
  ]
}
