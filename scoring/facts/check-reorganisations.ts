import { show } from '../pack/issues.ts'
import type { Pack } from '../pack/pack.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { isDate, isRecord } from './check-leaf.ts'

const kinds = ['rename', 'merge', 'split']

/** Checks what a facts file says has become of units. */
export function checkReorganisations({ roster }: Pack, given: unknown): Problem[] {
  if (given === undefined) return []
  const say = (path: string, expected: string, found: unknown): Problem =>
    trouble('facts', `/reorganisations${path}`, 'wrong-reorganisation', `单位变动应为${expected}，实为${show(found)}。请更正。`)
  if (!Array.isArray(given)) return [say('', '列表', given)]
  const classes = new Set(roster.classes.map(({ key }) => key))
  return given.flatMap((one: unknown, n): Problem[] => {
    if (!isRecord(one)) return [say(`/${n}`, ' { kind, on, from, into, document, origin }', one)]
    const { kind, on, from, into, document, origin } = one
    if (!kinds.includes(String(kind))) return [say(`/${n}/kind`, `${kinds.join('、')} 之一`, kind)]
    if (!isDate(on)) return [say(`/${n}/on`, '日期 YYYY-MM-DD', on)]
    if (!isTexts(from)) return [say(`/${n}/from`, '原单位的列表', from)]
    if (!Array.isArray(into) || into.length === 0) return [say(`/${n}/into`, '新单位的列表', into)]
    const wrong = into.find(
      (unit: unknown) => !isRecord(unit) || !isTexts([unit['key'], unit['name']]) || !classes.has(String(unit['class'])),
    )
    if (wrong !== undefined) return [say(`/${n}/into`, ` { key, name, class }，class 为名册中的类别`, wrong)]
    return isTexts([document, origin]) ? [] : [say(`/${n}`, '写明 document 和 origin', one)]
  })
}

const isTexts = (given: unknown): boolean =>
  Array.isArray(given) && given.length > 0 && given.every((one: unknown) => typeof one === 'string' && one !== '')
