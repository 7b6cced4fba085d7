import type { IndicatorField } from './inputs.ts'
import type { Pack } from './pack.ts'

/** The fields of an indicator that come with its declaration, besides its full points: its place in the frame, and what the pack marks as `declared`. */
export function declaredFields({ scoring }: Pick<Pack, 'scoring'>): [name: string, field: IndicatorField][] {
  return Object.entries(scoring.indicatorFields).filter(
    ([name, field]) => name !== 'full' && (field.type === 'frame' || field.declared === 'true'),
  )
}
