import { product, round } from '../decimal.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Quotas against the real sizes of the classes: a share says how it is rounded, and is neither nobody nor everybody. */
export const quotas: Check = ({ grades, roster }) =>
  grades.grades.flatMap((grade, index) =>
    (grade.quota ?? []).flatMap(({ classes, places, share, round: mode }, nth) => {
      const at: [string, string] = ['grades.yaml', `/grades/${index}/quota/${nth}`]
      const say = (message: string) => finding('error', 'quota', at, `等次“${grade.label}”${message}`, grade.source)
      if ((places === undefined) === (share === undefined)) return [say('的名额应写 places 或 share 之一，实为两者皆有或皆无。请更正。')]
      if (share !== undefined && mode === undefined) return [say('的比例应写明取整办法 round，实际没有。请补上。')]
      return classes.flatMap((key) => {
        const size = roster.units.filter((unit) => unit.class === key).length
        const count = Number(places ?? round(product([String(size), share ?? '0']), 0, mode ?? 'halfUp'))
        if (count === 0) return [say(`在 \`${key}\` 类（${size} 个单位）的名额应多于零，实为零。请核对。`)]
        return count >= size ? [say(`在 \`${key}\` 类（${size} 个单位）的名额应少于单位数，实为 ${count}。请核对。`)] : []
      })
    }),
  )
