import { compare, sum } from '../scoring/decimal.ts'
import type { Pack } from '../scoring/index.ts'

/** What keeps these indicators from being the whole task book of a unit: a key twice, another number or other points than the pack says. */
export function bookFaults(
  { roster, indicators: { total } }: Pick<Pack, 'roster' | 'indicators'>,
  unit: string,
  indicators: readonly { key: string; full: string }[],
): string[] {
  const rostered = roster.units.find((each) => each.key === unit)
  const points = sum(indicators.map((each) => each.full))
  const wrong = [total?.full, rostered?.points].find((expected) => expected !== undefined && compare(points, expected) !== 0)
  return [
    ...repeated(indicators.map(({ key }) => key)).map((key) => `指标序号 ${key} 重复`),
    ...(rostered?.tasks === undefined || String(indicators.length) === rostered.tasks
      ? []
      : [`任务数量应为 ${rostered.tasks} 项，实为 ${indicators.length} 项`]),
    ...(wrong === undefined ? [] : [`任务分值应为 ${wrong} 分，实为 ${points} 分`]),
  ]
}

/** Each key that occurs more than once. */
export const repeated = (keys: readonly string[]): string[] => [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))]
