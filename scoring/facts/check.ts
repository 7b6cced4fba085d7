import { compare, sum } from '../decimal.ts'
import { nodesOf } from '../pack/frame.ts'
import type { InputDeclaration } from '../pack/inputs.ts'
import { show } from '../pack/issues.ts'
import type { Pack } from '../pack/pack.ts'
import { pointer } from '../pack/read-yaml.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkEvent } from './check-event.ts'
import { checkParameters } from './check-parameters.ts'
import { checkReorganisations } from './check-reorganisations.ts'
import { checkSegments, isSegmented } from './check-segments.ts'
import type { Reorganisation } from './facts.ts'
import { reorganised } from './reorganised.ts'
import { checkLeaf, isDecimal, isNotApplicable, isRecord } from './check-leaf.ts'
import type { LeafShape } from './check-leaf.ts'

const parts = ['pack', 'parameters', 'reorganisations', 'units']

/** Checks a facts file's content against what the pack declares: unknown units and keys, types, bounds. Empty: all well. Paths are JSON pointers. */
export function checkFacts(pack: Pack, facts: unknown): Problem[] {
  if (!isRecord(facts)) return [trouble('facts', '', 'wrong-type', `应为含 pack 和 units 的映射，实为${show(facts)}。请按模板填写。`)]
  const units = facts['units']
  const extra = Object.keys(facts).filter((key) => !parts.includes(key))
  const changes = checkReorganisations(pack, facts['reorganisations'])
  const { roster } = changes.length > 0 ? pack : reorganised(pack, facts['reorganisations'] as Reorganisation[] | undefined)
  const classOf = new Map(roster.units.map((unit) => [unit.key, unit.class]))
  return [
    ...extra.map((key) => trouble('facts', pointer([key]), 'unknown-key', `应只有 ${parts.join('、')}，实为 \`${key}\`。请删去或更正。`)),
    ...changes,
    ...(facts['pack'] === pack.pack.key
      ? []
      : [trouble('facts', '/pack', 'other-pack', `应为规则包 \`${pack.pack.key}\`，实为${show(facts['pack'])}。请核对所用的规则包。`)]),
    ...checkParameters(pack, facts['parameters']),
    ...(isRecord(units) ? [] : [trouble('facts', '/units', 'wrong-type', `应为 单位: 事实 的映射，实为${show(units)}。请按模板填写。`)]),
    ...Object.entries(isRecord(units) ? units : {}).flatMap(([unit, given]) => {
      const classKey = classOf.get(unit)
      const path = pointer(['units', unit])
      return classKey === undefined
        ? [trouble('facts', path, 'unknown-unit', `单位应在 roster.yaml 中，实为 \`${unit}\`。请更正或登记。`)]
        : checkUnitFacts(pack, classKey, given, path)
    }),
  ]
}

/** The same for the facts of one unit of a class; `path` is where they stand. */
export function checkUnitFacts(pack: Pack, classKey: string, facts: unknown, path = ''): Problem[] {
  if (!isRecord(facts)) return [trouble('facts', path, 'wrong-type', `应为 输入: 事实 的映射，实为${show(facts)}。请按模板填写。`)]
  const { indicators, ...inputs } = facts
  return [
    ...checkIndicators(pack, indicators, `${path}/indicators`),
    ...Object.entries(inputs).flatMap(([name, given]) => {
      const declared = pack.scoring.inputs[name]
      const here = path + pointer([name])
      if (!declared || !Object.hasOwn(pack.scoring.inputs, name)) {
        const names = ['indicators', ...Object.keys(pack.scoring.inputs)].join('、')
        return [trouble('facts', here, 'unknown-key', `应为已声明的输入（${names}），实为 \`${name}\`。请删去或更正。`)]
      }
      if (declared.classes && !declared.classes.includes(classKey))
        return [
          trouble(
            'facts',
            here,
            'wrong-class',
            `“${declared.label}”应只用于 ${declared.classes.join('、')} 类，实为 \`${classKey}\` 类的单位。请删去。`,
          ),
        ]
      return given === undefined ? [] : checkInput(declared, given, here, indicators)
    }),
  ]
}

function checkInput(declared: InputDeclaration, given: unknown, path: string, indicators: unknown): Problem[] {
  if (isSegmented(given)) return checkSegments(declared, given, path, 'bounded')
  if (declared.type === 'number' || declared.type === 'flag' || declared.type === 'choice') return checkLeaf(declared, given, path)
  if (isNotApplicable(given)) return []
  if (!Array.isArray(given)) return [trouble('facts', path, 'wrong-type', `“${declared.label}”应为列表，实为${show(given)}。没有时写 []。`)]
  if (declared.type === 'numbers')
    return given.flatMap((one: unknown, index) =>
      isNotApplicable(one)
        ? [trouble('facts', `${path}/${index}`, 'wrong-type', `“${declared.label}”的各项应为数，不适用的评分不列入。请删去该项。`)]
        : checkLeaf(declared, one, `${path}/${index}`),
    )
  return given.flatMap((one: unknown, index) => checkEvent(declared, one, `${path}/${index}`, isRecord(indicators) ? indicators : {}))
}

function checkIndicators(pack: Pack, given: unknown, path: string): Problem[] {
  if (given === undefined || isNotApplicable(given)) return []
  if (!isRecord(given)) return [trouble('facts', path, 'wrong-type', `应为 指标: 字段 的映射，实为${show(given)}。请按模板填写。`)]
  const each: Problem[] = []
  for (const key of Object.keys(given))
    if (!isWell(pack, key, given[key])) each.push(...checkIndicator(pack, key, given[key], path + pointer([key])))
  return each.length > 0 ? each : checkTotal(pack, given, path)
}

/** Whether an indicator is plainly as it should be: nearly all are, and need no words. */
function isWell(pack: Pack, key: string, fields: unknown): boolean {
  if (!isKey(key) || !isRecord(fields)) return false
  for (const field in fields) {
    const own = Object.hasOwn(pack.scoring.indicatorFields, field) ? pack.scoring.indicatorFields[field]! : null
    const found = textOf(fields[field])
    if (own === null || found === null) return false
    if (own.type === 'frame' && nodesOf(pack, own.level).includes(found)) continue
    if (own.type !== 'number' || !isDecimal(found)) return false
    const max = own.max === 'full' ? textOf(fields['full']) : own.max
    if (max === null || (max !== undefined && (!isDecimal(max) || compare(found, max) > 0))) return false
    if (own.min !== undefined && compare(found, own.min) < 0) return false
  }
  return true
}

/** The text of a fact, bare or with its origin; null of whatever else. */
function textOf(given: unknown): string | null {
  if (typeof given === 'string') return given
  if (!isRecord(given) || typeof given['origin'] !== 'string' || given['origin'] === '' || Object.keys(given).length !== 2) return null
  return typeof given['value'] === 'string' ? given['value'] : null
}

const wrongKey = /[\s/@"'`]/u
/** Keys that were looked at: many units have indicators of the same keys. */
const wellKeys = new Set<string>()
const mostKeys = 10_000

function isKey(key: string): boolean {
  if (wellKeys.has(key)) return true
  if (wrongKey.test(key) || key === '') return false
  if (wellKeys.size < mostKeys) wellKeys.add(key)
  return true
}

function checkIndicator(pack: Pack, key: string, fields: unknown, here: string): Problem[] {
  if (wrongKey.test(key) || key === '')
    return [trouble('facts', here, 'bad-key', `指标的键应不含空格、斜线、引号和 @，实为 \`${key}\`。请改名。`)]
  if (!isRecord(fields)) return [trouble('facts', here, 'wrong-type', `应为 字段: 值 的映射，实为${show(fields)}。请按模板填写。`)]
  const found: Problem[] = []
  for (const field of Object.keys(fields)) found.push(...checkIndicatorField(pack, field, fields[field], fields, here))
  return found
}

/** Where the full points of a unit's indicators have a total, those that were issued to it add up to it exactly. */
function checkTotal({ indicators: { total } }: Pack, given: Record<string, unknown>, path: string): Problem[] {
  if (Object.values(given).some((fields) => isRecord(fields) && fields['taken'] !== undefined)) return []
  const full = Object.values(given).map((fields) => plain(isRecord(fields) ? fields['full'] : undefined))
  if (!total || full.length === 0 || full.includes(null)) return []
  const found = sum(full as string[])
  return compare(found, total.full) === 0
    ? []
    : [trouble('facts', path, 'full-points', `各项指标满分之和应为 ${total.full}，实为 ${found}。请核对各项的 full。`)]
}

/** Checks one field of an indicator; `all` are its fields, among them `full`. */
export function checkIndicatorField(pack: Pack, field: string, value: unknown, all: { [key: string]: unknown }, path: string): Problem[] {
  const here = path + pointer([field])
  const declared = pack.scoring.indicatorFields
  if ((field === 'withdrawn' || field === 'taken') && textOf(value) !== null) return []
  const own = Object.hasOwn(declared, field) ? declared[field] : undefined
  if (!own)
    return [
      trouble('facts', here, 'unknown-key', `指标字段应为 ${Object.keys(declared).join('、')} 之一，实为 \`${field}\`。请删去或更正。`),
    ]
  if (own.type === 'frame') return checkLeaf({ label: own.label, type: 'choice', values: nodesOf(pack, own.level) }, value, here)
  const bound = own.type === 'number' && own.max === 'full' ? 'open' : 'bounded'
  const shape: LeafShape = { ...own, max: bound === 'open' ? undefined : own.type === 'number' ? own.max : undefined }
  const problems = isSegmented(value) ? checkSegments(shape, value, here, bound) : checkLeaf(shape, value, here, bound)
  if (problems.length > 0 || bound === 'bounded') return problems
  // where a document decides, what was given before was bounded by the full points of its time
  const counted = pack.indicators.changes?.adjusted?.rule === 'decision' && isSegmented(value) ? value['decided'] : value
  const over = pairs(counted, all['full']).find(([found, full]) => compare(found, full) > 0)
  if (!over) return problems
  const [found, full] = over
  return [trouble('facts', here, 'out-of-bounds', `“${own.label}”应不超过满分 ${full}，实为 \`${found}\`。请核对。`)]
}

/** Numbers with the full points that bound them: of segments each with its own, as far as they are told apart alike. */
function pairs(value: unknown, full: unknown): [found: string, full: string][] {
  const [values, fulls] = [numbersIn(value), numbersIn(full)]
  const most = fulls.reduce((top: string | null, one) => (top === null || compare(one, top) > 0 ? one : top), null)
  return most === null ? [] : values.map((one, n) => [one, values.length === fulls.length ? fulls[n]! : most])
}

function numbersIn(given: unknown): string[] {
  if (isSegmented(given)) return (given.segments as { value: string }[]).map(({ value }) => value)
  const one = plain(given)
  return one === null ? [] : [one]
}

function plain(given: unknown): string | null {
  const text = isRecord(given) ? given['value'] : given
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text) ? text : null
}
