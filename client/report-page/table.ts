import { h, type Child, type Html } from '../../notices/html.ts'

/** A column: its heading, and whether it holds numbers, names that are not to be broken into single characters, or times. */
export type Column = string | { name: string; holds: 'number' | 'name' | 'time' }

const nameOf = (column: Column): string => (typeof column === 'string' ? column : column.name)
const classOf = (column: Column): Record<string, string> => (typeof column === 'string' ? {} : { class: column.holds })

/** A table with headings. */
export function table(columns: readonly Column[], rows: readonly (readonly Child[])[], caption?: string): Html {
  const head = columns.map((column) => h('th', { scope: 'col', ...classOf(column) }, nameOf(column)))
  const body = rows.map((row) => h('tr', {}, ...row.map((cell, place) => h('td', classOf(columns[place] ?? ''), cell))))
  return h('div', { class: 'scroll' },
    h('table', {}, ...(caption === undefined ? [] : [h('caption', {}, caption)]), h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...body)),
  ) // prettier-ignore
}

/** Numbers stand on the right. */
export const number = (name: string): Column => ({ name, holds: 'number' })
/** Days with a time. */
export const time = (name: string): Column => ({ name, holds: 'time' })
/** Units and posts. */
export const who = (name: string): Column => ({ name, holds: 'name' })
