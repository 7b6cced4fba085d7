import { h, type Child, type Html } from '../../notices/html.ts'

/** A column: its heading, and whether it holds numbers. */
export type Column = string | { name: string; number: true }

const nameOf = (column: Column): string => (typeof column === 'string' ? column : column.name)
const classOf = (column: Column): Record<string, string> => (typeof column === 'string' ? {} : { class: 'number' })

/** A table with headings. */
export function table(columns: readonly Column[], rows: readonly (readonly Child[])[], caption?: string): Html {
  const head = columns.map((column) => h('th', { scope: 'col', ...classOf(column) }, nameOf(column)))
  const body = rows.map((row) => h('tr', {}, ...row.map((cell, place) => h('td', classOf(columns[place] ?? ''), cell))))
  return h('div', { class: 'scroll' },
    h('table', {}, ...(caption === undefined ? [] : [h('caption', {}, caption)]), h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...body)),
  ) // prettier-ignore
}

/** Numbers stand on the right. */
export const number = (name: string): Column => ({ name, number: true })
