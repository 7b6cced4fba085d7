import Table from 'cli-table3'

/** A column: its heading, and `right` for numbers. */
export type Column = string | { name: string; align: 'right' }

const NO_BORDERS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((part) => [part, '']),
)

/** Rows under headings, without lines; a Chinese character is as wide as two letters. Empty without rows. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | number | null)[])[]): string {
  if (rows.length === 0) return ''
  const drawn = new Table({
    head: columns.map((column) => (typeof column === 'string' ? column : column.name)),
    colAligns: columns.map((column) => (typeof column === 'string' ? 'left' : column.align)),
    chars: { ...NO_BORDERS, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  for (const row of rows) drawn.push(row.map((cell) => String(cell ?? '—')))
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
