import type { Pack } from '../../../scoring/index.ts'
import { smallPack } from '../small-pack/year.ts'

const source = '{ article: 一, quote: 得分按下列办法计算 }'

/** Steps of the small pack's plan, those named only, each waiting for nothing; `more` is written into the steps of that key. */
export function stepsOnly(keys: readonly string[], more: { [key: string]: string } = {}) {
  return (files: Record<string, string>): void => {
    const lines = (files['plan.yaml'] ?? '').split('\n').filter((line) => keys.some((key) => line.includes(`{ key: ${key},`)))
    const free = lines.map((line) => {
      const key = /key: ([^,]+),/.exec(line)?.[1] ?? ''
      return line.replace(/, after: \[[^\]]*\]/, '').replace(/ }$/, `${more[key] === undefined ? '' : `, ${more[key]}`} }`)
    })
    files['plan.yaml'] = `steps:\n${free.join('\n')}\n`
  }
}

/** Rules `of → by` in the small pack's roster. */
export const substitutes =
  (...rules: [of: string, by: string][]) =>
  (files: Record<string, string>): void => {
    files['roster.yaml'] += `substitutes:\n${rules.map(([of, by]) => `  - { of: ${of}, by: ${by}, source: ${source} }`).join('\n')}\n`
  }

/** The small pack with these changes. */
export const packWith = (...edits: ((files: Record<string, string>) => void)[]): Pack =>
  smallPack((files) => edits.forEach((edit) => edit(files)))
