import { z } from 'zod'
import { canonicalJson, sha256 } from '../canonical.ts'
import { checkRules } from '../pack/check-rules.ts'
import { packFiles } from '../pack/files.ts'
import { problemsOf } from '../pack/issues.ts'
import type { Pack } from '../pack/pack.ts'
import { PlanStep } from '../pack/plan.ts'
import type { Problem } from '../problem.ts'

const shapes = { ...packFiles, plan: z.array(PlanStep) }
/** The parts of a pack that can be changed, by the names of its files. */
export type PackPart = keyof typeof shapes
export const packParts = Object.keys(shapes) as PackPart[]

/** A pack of other content, checked as one that is read: in memory only, with the hash that it then has. `parts` are those that were changed. */
export function rebuilt(
  { hash: _, ...content }: Pack,
  parts: ReadonlySet<PackPart>,
): { ok: true; pack: Pack } | { ok: false; problems: Problem[] } {
  const problems: Problem[] = []
  const checked: Record<string, unknown> = { ...content }
  for (const part of parts) {
    const result = shapes[part].safeParse(content[part])
    if (result.success) checked[part] = result.data
    else problems.push(...problemsOf(`${part}.yaml`, { value: content[part], place: () => ({ line: 0, column: 0 }) }, result.error.issues))
  }
  if (problems.length > 0) return { ok: false, problems }
  const text = canonicalJson(checked)
  const pack: Pack = { ...(JSON.parse(text) as Omit<Pack, 'hash'>), hash: sha256(text) }
  const wrong = checkRules(pack)
  return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, pack }
}
