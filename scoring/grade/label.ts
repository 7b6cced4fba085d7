import type { Pack } from '../pack/pack.ts'

/** What a grade is called, whichever way led to it; its key where the pack has no such grade. */
export function gradeLabel({ grades: { grades } }: Pick<Pack, 'grades'>, key: string): string {
  return (grades.find((one) => one.key === key) ?? grades.find((one) => one.as === key))?.label ?? key
}

/** What follows for a unit in a few words: `奖金：24000 元`, or without the amount while it is open. */
export function consequenceText({ label, value, unit }: { label: string; value: string | null; unit: string | null }): string {
  if (value === null || value.startsWith('missing: ') || value.startsWith('notApplicable: ')) return label
  return `${label}：${value}${unit === null ? '' : ` ${unit}`}`
}
