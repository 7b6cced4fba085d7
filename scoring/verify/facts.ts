import { sourceText } from '../evaluate/program.ts'
import { nodesOf } from '../pack/frame.ts'
import { factDeclaration, factName } from '../trace/fact-source.ts'
import type { Declared } from '../trace/fact-source.ts'
import { splitId } from '../trace/locate-step.ts'
import type { TraceStep } from '../trace/trace.ts'
import { isDecimal, normalised } from './arithmetic.ts'
import type { Book } from './line.ts'
import { isAway } from './values.ts'

/** Re-checks the line of a fact: it is declared, says where it is from, and its value has the declared form. Sentences of what is wrong. */
export function recheckFact(book: Book, step: TraceStep): string[] {
  const { pack, trace } = book
  const name = factName(pack, step.id)
  const declared = factDeclaration(pack, step.id)
  if (!name || !declared) return ['应为已声明的输入，实际没有声明']
  const { scope } = splitId(step.id)
  const list = name === 'indicators' || declared.type === 'numbers' || declared.type === 'events'
  const element = typeof name === 'object' && 'element' in name && name.element !== null
  return [
    ...(trace.phase === 'grade'
      ? book.above.has(`published:${scope}`)
        ? []
        : ['应属于本类的单位']
      : scope === ''
        ? []
        : ['计分的事实不应带单位']),
    ...(step.op === 'input' && step.uses.length === 0 ? [] : ['事实应为 input，不引用其他步骤']),
    ...(step.source === sourceText(declared.source) ? [] : [`依据应为 ${sourceText(declared.source)}，实为 ${step.source}`]),
    ...(step.detail['label'] === declared.label ? [] : [`名称应为 ${declared.label}`]),
    ...unknownDetail(step, element && declared.type === 'events'),
    ...(formOf(book, step, list && !element, declared) ? [] : [`值的形式不对，实为 ${step.value}`]),
    ...(element && declared.type === 'events' && step.value !== pointsOf(step) ? [`分值应与 fields 相符，实为 ${step.value}`] : []),
    ...(element && !headed(book, step.id) ? ['应列在一个清单之下，实际没有'] : []),
  ]
}

function unknownDetail({ detail }: TraceStep, event: boolean): string[] {
  const extra = Object.keys(detail).filter((key) => key !== 'label' && key !== 'origin' && !(event && key === 'fields'))
  return extra.map((key) => `不应有 \`${key}\``)
}

function formOf({ pack }: Book, { id, value }: TraceStep, header: boolean, { type, values, level }: Declared): boolean {
  if (isAway(value)) return true
  if (value.startsWith('missing')) return value === `missing: ${splitId(id).root.slice('input:'.length)}`
  if (header) return /^(0|[1-9]\d*)$/.test(value)
  if (type === 'choice') return values?.includes(value) === true
  if (type === 'frame') return nodesOf(pack, level).includes(value)
  return type === 'number' || type === 'numbers' || type === 'events' ? isDecimal(value) : value === 'true' || value === 'false'
}

function pointsOf({ detail }: TraceStep): string {
  const points = (detail['fields'] as { [field: string]: string } | undefined)?.['points']
  return points === undefined ? '1' : /^-?\d+(\.\d+)?$/.test(points) ? normalised(points) : ''
}

/** The header of an element's list stands above it, and the element has its place in it. */
function headed({ above, elements }: Book, id: string): boolean {
  const { root, scope } = splitId(id)
  const header = `${root.replace(/\.\d+$/, '')}${scope === '' ? '' : `@${scope}`}`
  const nth = Number(/\.(\d+)$/.exec(root)?.[1])
  return above.has(header) && elements.get(header)?.[nth]?.id === id
}
