import type { Parameter } from '../pack/inputs.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { splitId } from './locate-step.ts'

/** Which declared input a fact's step reads: an input (with the number of an element), a field of an indicator, or the number of indicators. */
export type FactName = { input: string; element: string | null } | { indicator: string; field: string } | 'indicators'

/** Takes the id of a fact's step apart; null for other steps and undeclared names. */
export function factName({ scoring }: Pack, id: string): FactName | null {
  const { root, path } = splitId(id)
  if (!root.startsWith('input:') || path !== '') return null
  const name = root.slice('input:'.length)
  if (name === 'indicators') return 'indicators'
  const [, indicator, field] = /^indicators\.(.+)\.([^.]+)$/u.exec(name) ?? []
  if (indicator !== undefined && field !== undefined) return Object.hasOwn(scoring.indicatorFields, field) ? { indicator, field } : null
  if (Object.hasOwn(scoring.inputs, name)) return { input: name, element: null }
  const [, input, element] = /^(.+)\.(0|[1-9]\d*)$/u.exec(name) ?? []
  const declared = input === undefined ? undefined : scoring.inputs[input]
  return input !== undefined && element !== undefined && (declared?.type === 'numbers' || declared?.type === 'events')
    ? { input, element }
    : null
}

export type Declared = { label: string; source: Source; type: string; values?: string[]; level?: string }

/** The source of a fact's declaration and its label. */
export function factDeclaration(pack: Pack, id: string): Declared | null {
  const name = factName(pack, id)
  const { inputs, indicatorFields } = pack.scoring
  if (name === null) return null
  if (name === 'indicators') {
    const full = indicatorFields['full']
    return full ? { label: '指标项数', source: full.source, type: 'list' } : null
  }
  return ('field' in name ? indicatorFields[name.field] : inputs[name.input]) ?? null
}

/** The declaration of the parameter that a step reads; null for other steps and undeclared names. */
export function parameterDeclaration({ scoring }: Pack, id: string): Parameter | null {
  const name = id.startsWith('parameter:') ? id.slice('parameter:'.length) : ''
  return Object.hasOwn(scoring.parameters, name) ? scoring.parameters[name]! : null
}

/** The source of a fact's or parameter's declaration. */
export function factSource(pack: Pack, id: string): Source | null {
  return (factDeclaration(pack, id) ?? parameterDeclaration(pack, id))?.source ?? null
}
