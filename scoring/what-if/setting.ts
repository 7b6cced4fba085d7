import type { Facts, UnitFacts } from '../facts/facts.ts'
import { isRecord } from '../facts/check-leaf.ts'
import type { Pack } from '../pack/pack.ts'
import { pointer, readYaml } from '../pack/read-yaml.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { follow, keysOf, put, valueAt } from './path.ts'
import type { Parts } from './path.ts'
import { packParts } from './rebuilt.ts'
import type { PackPart } from './rebuilt.ts'

/** Something to be set: a dotted path and what to put there, as text; a mapping or list is written as in YAML, `{ … }` or `[ … ]`. */
export type Setting = { path: string; value: string }
/** A setting that has found its place: what stood there (null if nothing), whether its key is `fresh`, and the keys beside it. */
export type Placed = Setting & { parts: Parts; fresh: boolean; before: unknown; after: unknown; beside: string[] }
/** Pack and facts as they are set, not checked yet. */
export type Draft = { pack: Pack; facts: Facts }

/** Puts a setting into a draft. A problem names what there is at the last place that the path reaches. */
export function place(draft: Draft, setting: Setting): { ok: true; draft: Draft; placed: Placed } | { ok: false; problem: Problem } {
  const tree = treeOf(draft)
  const found = follow(tree, setting.path)
  if (!found.ok) return { ok: false, problem: nowhere(setting.path, found) }
  const parts = choosing(draft, tree, found.parts)
  if (parts.length < 2) {
    const top = found.fresh ? { at: '', lacking: setting.path, known: keysOf(tree) } : null
    return { ok: false, problem: nowhere(setting.path, top ?? { at: setting.path, lacking: '', known: keysOf(valueAt(tree, parts)) }) }
  }
  const read = valueOf(setting)
  if (!read.ok) return read
  const placed = {
    ...setting,
    parts,
    fresh: found.fresh,
    before: valueAt(tree, parts) ?? null,
    after: read.value,
    beside: keysOf(valueAt(tree, parts.slice(0, -1))),
  }
  const wrong = optionLacking(draft.pack, placed)
  return wrong ? { ok: false, problem: wrong } : { ok: true, draft: grown(draft, placed), placed }
}

/** Whether a setting concerns the pack, and which part of it; null for facts. */
export function partOf({ parts }: Placed): PackPart | null {
  return packParts.find((part) => part === parts[0]) ?? null
}

/** The sentence for a path that leads nowhere. */
export function nowhere(path: string, { at, lacking, known }: { at: string; lacking: string; known: readonly string[] }): Problem {
  const here = at === '' ? '最上层' : `\`${at}\` 处`
  const what = lacking === '' ? `\`${path}\` 应指到其中一项` : `${here}没有 \`${lacking}\``
  const list =
    known.length === 0
      ? '该处没有下一层'
      : `该处有：${known.slice(0, most).join('、')}${known.length > most ? ` 等 ${known.length} 项` : ''}`
  return trouble('set', path, 'unknown-path', `${what}；${list}。请更正路径。`)
}

const most = 60

/** All that can be set: the parts of the pack, and the facts with every input that could be given. */
function treeOf({ pack, facts }: Draft): { [key: string]: unknown } {
  const parts = Object.fromEntries(packParts.flatMap((part) => (pack[part] === undefined ? [] : [[part, pack[part]]])))
  const units = pack.roster.units.map(({ key, class: own }) => [key, inputsOf(pack, own, facts.units[key] ?? {})])
  const parameters = Object.keys(pack.scoring.parameters).map((name) => [name, parameterIn({ pack, facts }, name)])
  return { ...parts, parameters: Object.fromEntries(parameters) as unknown, units: Object.fromEntries(units) as unknown }
}

function inputsOf({ scoring }: Pack, classKey: string, given: UnitFacts): { [name: string]: unknown } {
  const declared = Object.entries(scoring.inputs).filter(([, { classes }]) => !classes || classes.includes(classKey))
  const fields = Object.fromEntries(Object.keys(scoring.indicatorFields).map((field) => [field, undefined]))
  const { indicators } = given
  const items = isRecord(indicators)
    ? Object.entries(indicators).map(([key, own]) => [key, isRecord(own) ? { ...fields, ...own } : own])
    : null
  return {
    ...Object.fromEntries(declared.map(([name]) => [name, undefined])),
    ...given,
    indicators: items ? Object.fromEntries(items) : indicators,
  }
}

/** What a parameter is set to: by the pack, or in the facts where the pack leaves it open. */
function parameterIn({ pack, facts }: Draft, name: string): unknown {
  return pack.scoring.parameters[name]!.value ?? facts.parameters?.[name]
}

/** A path to an assumption means its choice, one to a parameter that the pack sets its value there. */
function choosing({ pack }: Draft, tree: unknown, parts: Parts): Parts {
  if (parts[0] === 'parameters' && pack.scoring.parameters[String(parts[1])]?.value !== undefined) return ['scoring', ...parts, 'value']
  return parts[0] === 'assumptions' && parts.length === 2 && isRecord(valueAt(tree, parts)) ? [...parts, 'choice'] : parts
}

function optionLacking({ assumptions }: Pack, { path, parts, after }: Placed): Problem | null {
  const assumption = parts[0] === 'assumptions' && parts[2] === 'choice' ? assumptions[Number(parts[1])] : undefined
  if (!assumption || assumption.options.some(({ key }) => key === after)) return null
  const options = assumption.options.map(({ key, text }) => `${key}（${text}）`).join('、')
  return trouble(
    'set',
    path,
    'unknown-option',
    `“${assumption.question}”的选项应为 ${options} 之一，实为 \`${String(after)}\`。请改用其中之一。`,
  )
}

function valueOf({ path, value }: Setting): { ok: true; value: unknown } | { ok: false; problem: Problem } {
  if (!/^\s*[[{"']/.test(value)) return { ok: true, value }
  const { problems, value: read } = readYaml('set', value)
  const [first] = problems
  return first ? { ok: false, problem: { ...first, path, message: `\`${path}\` 的取值${first.message}` } } : { ok: true, value: read }
}

function grown({ pack, facts }: Draft, { parts, after }: Placed): Draft {
  if (parts[0] === 'parameters') return { pack, facts: put({ ...facts, parameters: facts.parameters ?? {} }, parts, after) as Facts }
  if (parts[0] !== 'units') return { facts, pack: put(pack, parts, after) as Pack }
  const units = { ...facts.units, [String(parts[1])]: facts.units[String(parts[1])] ?? {} }
  return { pack, facts: put({ ...facts, units }, parts, after) as Facts }
}

/** A placed path as a JSON pointer inside its file. */
export function pointerOf(placed: Placed): string {
  return pointer(partOf(placed) === null ? placed.parts : placed.parts.slice(1))
}
