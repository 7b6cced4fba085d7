import type { Pack } from '../pack/pack.ts'
import { readYaml } from '../pack/read-yaml.ts'
import type { Problem } from '../problem.ts'
import { checkFacts } from './check.ts'
import { isRecord } from './check-leaf.ts'
import type { Facts } from './facts.ts'

export type ReadFacts = { ok: true; facts: Facts } | { ok: false; problems: Problem[] }

/** Reads and checks a facts file (YAML or JSON text). Problems carry line and column. */
export function readFacts(pack: Pack, text: string, file = 'facts.yaml'): ReadFacts {
  const yaml = readYaml(file, text)
  if (yaml.problems.length > 0) return { ok: false, problems: yaml.problems }
  const value = filled(yaml.value)
  const problems = checkFacts(pack, value).map((problem) => ({ ...problem, file, ...yaml.place(problem.path) }))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, facts: value as Facts }
}

/** A unit with nothing under it, as the template leaves it, has no facts. */
function filled(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value['units'])) return value
  const units = Object.entries(value['units']).map(([unit, facts]) => [unit, facts === '' ? {} : facts])
  return { ...value, units: Object.fromEntries(units) as unknown }
}
