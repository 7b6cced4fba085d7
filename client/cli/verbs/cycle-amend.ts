import type { Command } from 'commander'
import type { Queries } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'
import type { Pack } from '../../../scoring/index.ts'
import { actOnCycle, withPost } from '../acting.ts'
import { previewText } from '../amendment.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { AMENDMENT, VERSION_ARGUMENTS, VERSION_OPTIONS, VERSION_VERBS } from '../words/versions.ts'
import { settingOf } from './whatif.ts'

type Options = { as: string; set?: string[]; document?: string; reason?: string; preview?: true }

async function answer(cycle: string, where: string | undefined, options: Options): Promise<Answer> {
  if ((where === undefined) === (options.set === undefined))
    throw new UsageError('应写明新版本的规则包，或用 --set 在现行版本上改，二者取一。')
  if (options.preview) return previewed(cycle, where, options)
  const { document = '', reason = '' } = options
  const { amend } = await import('../../verbs/amend.ts')
  let pack: Pack
  return actOnCycle(
    cycle,
    options.as,
    async (call) => amend(call, { pack: (pack = await newVersion(call.database, cycle, where, options.set)), document, reason }),
    ({ amendment, preview }) => `${previewText(pack, preview)}\n\n${AMENDMENT.proposed(amendment, cycle)}`,
  )
}

async function previewed(cycle: string, where: string | undefined, { set }: Options): Promise<Answer> {
  const [{ withRows }, { previewAmendment }] = await Promise.all([import('../session.ts'), import('../../amendment-preview.ts')])
  return withRows(async ({ database }) => {
    const pack = await newVersion(database, cycle, where, set)
    const preview = await previewAmendment(database, cycle, pack)
    return { json: preview, text: () => previewText(pack, preview), status: preview.faults.length === 0 ? 0 : 1 }
  })
}

/** The version that is meant: a pack on disk, or the one in force with some settings. @throws Refusal `bad-input` where a setting leads nowhere */
async function newVersion(queries: Queries, cycle: string, where: string | undefined, set: string[] = []): Promise<Pack> {
  const { readPack, problemLines } = await import('../../packs.ts')
  if (where !== undefined) return readPack(where).pack
  const [{ packOfCycle }, { amendedPack }] = await Promise.all([import('../../../records/pack.ts'), import('../../../scoring/index.ts')])
  const found = amendedPack(await packOfCycle(queries, cycle), set.map(settingOf))
  if (found.ok) return found.pack
  throw new Refusal('bad-input', `改动有 ${found.problems.length} 处不能成立，未予采用。`, problemLines(found.problems))
}

/** Adds it to the command line. */
export function registerCycleAmend(cycle: Command): void {
  withPost(verb(cycle, 'amend', VERSION_VERBS.amend))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('[pack]', VERSION_ARGUMENTS.newPack)
    .option('--set <path=value...>', VERSION_OPTIONS.set)
    .option('--document <text>', OPTIONS.document)
    .option('--reason <text>', OPTIONS.reason)
    .option('--preview', VERSION_OPTIONS.preview)
    .action(answering(answer))
}
