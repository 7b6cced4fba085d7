import type { EventField, InputDeclaration } from '../pack/inputs.ts'
import { show } from '../pack/issues.ts'
import { pointer } from '../pack/read-yaml.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkText, isDate, isRecord } from './check-leaf.ts'

type Events = Extract<InputDeclaration, { type: 'events' }>

/** Checks one event: its declared fields, of which those not optional must be there, and `origin`. `indicators` are the unit's own. */
export function checkEvent({ label, fields }: Events, given: unknown, path: string, indicators: { [key: string]: unknown }): Problem[] {
  if (!isRecord(given)) return [trouble('facts', path, 'wrong-type', `“${label}”的每一件应为映射，实为${show(given)}。请更正。`)]
  const lacking = Object.entries(fields).filter(([name, field]) => field.optional !== 'true' && given[name] === undefined)
  return [
    ...lacking.map(([name]) => trouble('facts', path, 'lacking-field', `“${label}”的每一件应有 \`${name}\`，实际没有。请补上。`)),
    ...Object.entries(given).flatMap(([name, value]) => {
      const here = path + pointer([name])
      if (name === 'origin')
        return typeof value === 'string' ? [] : [trouble('facts', here, 'wrong-type', `origin 应为文字，实为${show(value)}。请更正。`)]
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (!field)
        return [
          trouble(
            'facts',
            here,
            'unknown-key',
            `“${label}”的字段应为 ${Object.keys(fields).join('、')} 之一，实为 \`${name}\`。请删去或更正。`,
          ),
        ]
      return value === undefined ? [] : checkField(label, field, value, here, indicators)
    }),
  ]
}

function checkField(label: string, field: EventField, value: unknown, path: string, indicators: { [key: string]: unknown }): Problem[] {
  const text = isRecord(value) && 'value' in value && typeof value['origin'] === 'string' ? value['value'] : value
  if (field.type === 'text')
    return typeof text === 'string' && text.trim() !== ''
      ? []
      : [trouble('facts', path, 'wrong-type', `“${label}”此处应为非空文字，实为${show(text)}。请填写。`)]
  if (field.type === 'date')
    return isDate(text) ? [] : [trouble('facts', path, 'not-a-date', `“${label}”此处应为日期 YYYY-MM-DD，实为${show(text)}。请更正。`)]
  if (field.type !== 'indicator') return checkText({ label, ...field }, text, path)
  if (typeof text === 'string' && Object.hasOwn(indicators, text)) return []
  return [
    trouble('facts', path, 'unknown-indicator', `“${label}”所指的应为该单位的指标，实为${show(text)}。请更正，或删去以作指标以外的事项。`),
  ]
}
