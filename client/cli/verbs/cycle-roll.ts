import { Option, type Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { ROLL, VERSION_ARGUMENTS, VERSION_OPTIONS, VERSION_VERBS } from '../words/versions.ts'

type Options = { id?: string; seed?: string; as?: string; preview?: true }
type Told = { kind: string; unit: string; row: string; words: string }

async function answer(from: string, where: string, options: Options): Promise<Answer> {
  const [{ readPack }, { withRows, withSystem }, { liveId }, { postOf }, { carryPlan }, { roll }] = await Promise.all([
    import('../../packs.ts'),
    import('../session.ts'),
    import('../cycle-ids.ts'),
    import('../../posts.ts'),
    import('../../carry-over.ts'),
    import('../../verbs/roll.ts'),
  ])
  const { pack } = readPack(where)
  if (options.preview) {
    const plan = await withRows(({ database }) => carryPlan(database, from, pack))
    const items = plan.items.map(({ act: _, ...item }) => item)
    return { json: { ...plan, items }, text: () => listText(items) }
  }
  const id = options.id ?? liveId(pack)
  const office = pack.roster.bodies.find((body) => body.role === 'office')?.key ?? 'office'
  const input = { from, id, pack, seed: options.seed ?? id, post: options.as ?? postOf(office), kind: 'live' } as const
  const rolled = await withSystem(({ database }) => roll(database, input))
  return { json: rolled, text: () => [ROLL.opened(rolled.cycle, from, rolled.fresh), listText(rolled.carried)].join('\n\n') }
}

/** What is taken over, kind by kind; last what finds no place. */
export function listText(items: readonly Told[]): string {
  const kinds = Object.entries(ROLL.kinds)
  const rows = kinds.flatMap(([kind, label]) =>
    items.filter((one) => one.kind === kind).map(({ unit, words, row }) => [label, unit, words, row]),
  )
  return rows.length === 0 ? ROLL.nothing : table(ROLL.columns, rows)
}

/** Adds it to the command line. */
export function registerCycleRoll(cycle: Command): void {
  verb(cycle, 'roll', VERSION_VERBS.roll)
    .argument('<cycle>', VERSION_ARGUMENTS.oldCycle)
    .argument('<pack>', ARGUMENTS.thisPack)
    .option('--id <cycle>', OPTIONS.id)
    .option('--seed <seed>', OPTIONS.openSeed)
    .addOption(new Option('--as <post>', OPTIONS.opener))
    .option('--preview', VERSION_OPTIONS.preview)
    .action(answering(answer))
}
