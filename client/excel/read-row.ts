import type { Leaf, Sourced } from '../../scoring/index.ts'
import { pointer } from '../../scoring/pack/read-yaml.ts'
import type { Findings } from './findings.ts'
import { KEY, NAME, NONE_HERE, ORIGIN, originOf, UNIT } from './sheets.ts'
import { readSegments } from './segments-text.ts'
import type { Row } from './tables.ts'
import { NONE, NOT_APPLICABLE } from './words.ts'

type Gathered = { [name: string]: unknown }

/** One fact of a row with its origin, or the reason why it does not apply. Undefined where nothing stands, or something wrong. */
export function readLeaf(row: Row, path: string, origin: string, found: Findings): Leaf | undefined {
  const cell = row.cells.get(path)
  const segments = cell && readSegments(cell.text)
  if (segments) return segments as Leaf
  const reason = cell && notApplicable(cell.text)
  if (!cell || reason === undefined) return readSourced(row, path, origin, found)
  if (reason.trim() === '') return found.say(cell.at, '不适用应写明原因，如“不适用：该类单位不设此项”；请补上')
  const from = row.cells.get(origin)
  return from ? found.say(from.at, '不适用的应没有来源；请把来源写进原因里') : { notApplicable: reason }
}

/** One fact that cannot be declared not applicable: a rating, a field of an event, a parameter. */
export function readSourced(row: Row, path: string, origin: string, found: Findings): string | Sourced | undefined {
  const [cell, from] = [row.cells.get(path), row.cells.get(origin)]
  if (!from) return cell?.text
  return cell ? { value: cell.text, origin: from.text } : found.say(from.at, '应先有值再有来源，实际没有值；请补上值，或删去来源')
}

/** The event of a row; `path` is where it will stand. */
export function readEvent(row: Row, path: string, found: Findings): Gathered {
  const origin = row.cells.get(ORIGIN)
  const fields = fieldsOf(row, path, found, (field) => readSourced(row, field, originOf(field), found))
  return origin ? { ...fields, origin: origin.text } : fields
}

/** The fields of the indicator of a row. */
export function readFields(row: Row, path: string, found: Findings): Gathered {
  return fieldsOf(row, path, found, (field) => readLeaf(row, field, originOf(field), found))
}

function fieldsOf(row: Row, path: string, found: Findings, read: (field: string) => unknown): Gathered {
  const fields = new Map<string, unknown>()
  for (const [name, cell] of row.cells) {
    if ([UNIT, KEY, NAME, NONE_HERE, ORIGIN].includes(name)) continue
    const field = name.endsWith(ORIGIN) ? name.slice(0, -ORIGIN.length) : name
    if (fields.has(field)) continue
    fields.set(field, read(field))
    found.mark(path + pointer([field]), cell.at)
  }
  return Object.fromEntries(fields)
}

/** `无` or `不适用：原因` for all of a unit's list: then its only row, and nothing else in it. Undefined where nobody says so. */
export function readWhole(rows: readonly Row[], empty: unknown, found: Findings): { value: unknown; at: string } | undefined {
  const [cell] = rows.flatMap((row) => row.cells.get(NONE_HERE) ?? [])
  if (!cell) return undefined
  const reason = notApplicable(cell.text)
  const isAlone = rows.length === 1 && [...rows[0]!.cells.keys()].every((path) => path === UNIT || path === NONE_HERE)
  if (cell.text !== NONE && !reason?.trim()) found.say(cell.at, `应为“${NONE}”或“${NOT_APPLICABLE}原因”，实为 \`${cell.text}\`；请更正`)
  else if (!isAlone) found.say(cell.at, `写“${cell.text}”的单位应没有别的内容，实际还有；请删去其中一种`)
  return { value: reason === undefined ? empty : { notApplicable: reason }, at: cell.at }
}

/** The reason, if the text says that something does not apply; a colon of either width. */
function notApplicable(text: string): string | undefined {
  return /^不适用(?:[：:]|$)/.test(text) ? text.slice(NOT_APPLICABLE.length) : undefined
}
