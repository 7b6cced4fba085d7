import type { Pack } from '../pack/pack.ts'
import { readYaml } from '../pack/read-yaml.ts'
import type { Problem } from '../problem.ts'
import { checkFacts } from './check.ts'
import type { Facts } from './facts.ts'

export type ReadFacts = { ok: true; facts: Facts } | { ok: false; problems: Problem[] }

/** Reads and checks a facts file (YAML or JSON text). Problems carry line and column. */
export function readFacts(pack: Pack, text: string, file = 'facts.yaml'): ReadFacts {
  const yaml = readYaml(file, text)
  if (yaml.problems.length > 0) return { ok: false, problems: yaml.problems }
  const problems = checkFacts(pack, yaml.value).map((problem) => ({ ...problem, file, ...yaml.place(problem.path) }))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, facts: yaml.value as Facts }
}
