import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { pointer } from '../pack/read-yaml.ts'

/** A source with where it stands. For a step that the plan expanded from instances, the path is that of the plan. */
export type Cited = { source: Source; file: string; path: string }
const files = {
  pack: 'pack.yaml',
  roster: 'roster.yaml',
  indicators: 'indicators.yaml',
  scoring: 'scoring.yaml',
  grades: 'grades.yaml',
  plan: 'plan.yaml',
  supervision: 'supervision.yaml',
  cases: 'cases',
} as const

/** All sources of a pack. */
export function sourcesOf(pack: Pack): Cited[] {
  return Object.entries(files).flatMap(([part, file]) =>
    collect(pack[part as keyof typeof files], [], 'source').map(([source, path]) => ({ source: source as Source, file, path })),
  )
}

/** All `assumes` lists of rules, grades, steps and the roster. */
export function assumesOf(pack: Pack): { key: string; file: string; path: string }[] {
  return (['roster', 'indicators', 'scoring', 'grades', 'plan', 'supervision'] as const).flatMap((part) =>
    collect(pack[part], [], 'assumes').flatMap(([keys, path]) => (keys as string[]).map((key) => ({ key, file: files[part], path }))),
  )
}

function collect(value: unknown, parts: string[], wanted: string): [unknown, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]): [unknown, string][] =>
    key === wanted && typeof part === 'object' ? [[part, pointer([...parts, key])]] : collect(part, [...parts, key], wanted),
  )
}
