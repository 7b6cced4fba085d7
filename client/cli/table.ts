import Table from 'cli-table3'

/** A column: its heading, `right` for numbers, and `width` (in letters) beyond which a cell goes on in the next line. */
export type Column = string | { name: string; align?: 'right'; width?: number }

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
    colAligns: columns.map((column) => (typeof column === 'string' ? 'left' : (column.align ?? 'left'))),
    chars: { ...NO_BORDERS, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  for (const row of rows) drawn.push(row.map((cell, index) => wrapped(String(cell ?? '—'), columns[index])))
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** A cell in lines that are no wider than its column. */
function wrapped(text: string, column: Column | undefined): string {
  const width = typeof column === 'object' ? column.width : undefined
  if (width === undefined) return text
  let [line, used] = ['', 0]
  const lines: string[] = []
  for (const letter of text) {
    const wide = letter >= '\u1100' ? 2 : 1
    if (used + wide > width) {
      lines.push(line)
      line = ''
      used = 0
    }
    line += letter
    used += wide
  }
  return [...lines, line].join('\n')
}
