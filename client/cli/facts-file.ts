import { Refusal } from '../../records/refusal.ts'
import type { Facts, Pack } from '../../scoring/index.ts'

/** A pack and the facts of a file for it. @throws Refusal `not-found`; `bad-input` with file, line and column of each problem */
export async function factsFile(where: string, file: string): Promise<{ pack: Pack; facts: Facts }> {
  const [{ readPack, problemLines }, { readFacts }, { readText }] = await Promise.all([
    import('../packs.ts'),
    import('../../scoring/index.ts'),
    import('./input.ts'),
  ])
  const { pack } = readPack(where)
  const read = readFacts(pack, await readText(file), file)
  if (read.ok) return { pack, facts: read.facts }
  throw new Refusal('bad-input', `事实文件 ${file} 有 ${read.problems.length} 处错误，未予计分。`, problemLines(read.problems))
}
