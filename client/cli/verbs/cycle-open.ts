import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

type Options = { id?: string; seed?: string; as?: string }

async function answer(where: string, options: Options): Promise<Answer> {
  const [{ readPack }, { withSystem }, { liveId }, { openCycle }, { postOf }] = await Promise.all([
    import('../../packs.ts'),
    import('../session.ts'),
    import('../cycle-ids.ts'),
    import('../../verbs/open-cycle.ts'),
    import('../../posts.ts'),
  ])
  const { pack } = readPack(where)
  const id = options.id ?? liveId(pack)
  const office = pack.roster.bodies.find((body) => body.role === 'office')?.key ?? 'office'
  const input = {
    id,
    pack,
    seed: options.seed ?? randomBytes(32).toString('hex'),
    post: options.as ?? postOf(office),
    kind: 'live',
  } as const
  const opened = await withSystem(({ database }) => openCycle(database, input))
  return {
    json: { ...opened, pack: pack.hash },
    text: `周期 ${opened.cycle} 已开启（规则包 ${pack.pack.key}，${pack.hash.slice(0, 12)}）。`,
  }
}

/** Adds it to the command line. */
export function registerCycleOpen(cycle: Command): void {
  verb(cycle, 'open', VERBS.cycleOpen)
    .argument('<pack>', ARGUMENTS.pack)
    .option('--id <cycle>', OPTIONS.id)
    .option('--seed <seed>', OPTIONS.openSeed)
    .option('--as <post>', OPTIONS.opener)
    .action(answering(answer))
}
