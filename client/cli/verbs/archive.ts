import type { Command } from 'commander'
import type { ArchiveVerdict } from '../../archive/verify.ts'
import { answering, type Answer } from '../answer.ts'
import { family, verb } from '../verb.ts'
import { ARCHIVE, VERSION_ARGUMENTS, VERSION_OPTIONS, VERSION_VERBS } from '../words/versions.ts'

async function answer(folder: string, { manifest }: { manifest?: string }): Promise<Answer> {
  const { verifyArchive } = await import('../../archive/verify.ts')
  const verdict = verifyArchive(folder, manifest)
  return { json: verdict, text: () => verdictText(verdict), status: verdict.ok ? 0 : 1 }
}

const verdictText = (verdict: ArchiveVerdict): string =>
  verdict.ok ? ARCHIVE.holds(verdict) : [ARCHIVE.fails(verdict.faults.length), ...verdict.faults.map((fault) => `  ${fault}`)].join('\n')

/** Adds it to the command line. */
export function registerArchive(program: Command): void {
  const archive = family(program, 'archive', VERSION_VERBS.dossier)
  verb(archive, 'verify', VERSION_VERBS.archiveVerify)
    .argument('<folder>', VERSION_ARGUMENTS.folder)
    .option('--manifest <hash>', VERSION_OPTIONS.manifest)
    .action(answering(answer))
}
