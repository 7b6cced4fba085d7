import { Refusal } from '../../records/refusal.ts'
import type { Facts, Pack } from '../../scoring/index.ts'

/** A pack and the facts of a file for it. @throws Refusal `not-found`; `bad-input` with file, line and column of each problem */
export async function factsFile(where: string, file: string): Promise<{ pack: Pack; facts: Facts }> {
  const { readPack } = await import('../packs.ts')
  const { pack } = readPack(where)
  return { pack, facts: await factsFor(pack, file) }
}

/** The facts of a file for a pack. @throws Refusal `bad-input` with file, line and column of each problem */
export async function factsFor(pack: Pack, file: string): Promise<Facts> {
  const [{ problemLines }, { readFacts }, { readText }] = await Promise.all([
    import('../packs.ts'),
    import('../../scoring/index.ts'),
    import('./input.ts'),
  ])
  const read = readFacts(pack, await readText(file), file)
  if (read.ok) return read.facts
  throw new Refusal('bad-input', `事实文件 ${file} 有 ${read.problems.length} 处错误，未予采用。`, problemLines(read.problems))
}
