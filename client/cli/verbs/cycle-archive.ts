import { Option, type Command } from 'commander'
import type { Database } from '../../../records/database.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { ARCHIVE, VERSION_ARGUMENTS, VERSION_VERBS } from '../words/versions.ts'

type Options = { as?: string; document?: string }

async function answer(cycle: string, folder: string, options: Options): Promise<Answer> {
  const [{ withRows }, { writeArchive }] = await Promise.all([import('../session.ts'), import('../../archive/write.ts')])
  const archived = await withRows(async ({ database }) => {
    await close(database, cycle, options)
    return writeArchive(database, cycle, folder)
  })
  return { json: archived, text: ARCHIVE.written(archived) }
}

/** A year that is closed already is only written out again. */
async function close(database: Database, cycle: string, { as, document }: Options): Promise<void> {
  const row = await database.selectFrom('cycle').select('state').where('id', '=', cycle).executeTakeFirst()
  if (!row || row.state === 'closed') return
  if (as === undefined) throw new UsageError('第一次归档即结束周期，应以考核办的岗位办理：--as <岗位>。')
  const { closeCycle } = await import('../../verbs/close-cycle.ts')
  await closeCycle({ database, cycle, post: as }, document === undefined ? {} : { document })
}

/** Adds it to the command line. */
export function registerCycleArchive(cycle: Command): void {
  verb(cycle, 'archive', VERSION_VERBS.archive)
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<folder>', VERSION_ARGUMENTS.newFolder)
    .addOption(new Option('--as <post>', OPTIONS.as))
    .option('--document <text>', OPTIONS.document)
    .action(answering(answer))
}
