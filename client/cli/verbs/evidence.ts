import { Option, type Command } from 'commander'
import type { EvidenceView } from '../../views/evidence.ts'
import { answering, type Answer } from '../answer.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { EVIDENCE, SUPERVISION_OPTIONS, SUPERVISION_VERBS } from '../words/supervision.ts'

async function answer(cycle: string, { of }: { of: string }): Promise<Answer> {
  const [{ withRows }, { evidenceView }] = await Promise.all([import('../session.ts'), import('../../views/evidence.ts')])
  const files = await withRows(({ database }) => evidenceView(database, cycle, of))
  return { json: files, text: () => evidenceText(files) }
}

/** Each file with the places where it is used. */
export function evidenceText(files: readonly EvidenceView[]): string {
  if (files.length === 0) return EVIDENCE.none
  return files
    .flatMap(({ sha256, name, size, at, uses }) => [
      EVIDENCE.file(sha256.slice(0, 12), name, size, at),
      ...uses.map((use) => `  ${EVIDENCE.use(use.name, use.submission, use.indicators, use.cited)}`),
    ])
    .join('\n')
}

/** Adds it to the command line. */
export function registerEvidence(program: Command): void {
  verb(family(program, 'evidence', SUPERVISION_VERBS.evidence), 'list', SUPERVISION_VERBS.evidenceList)
    .argument('<cycle>', ARGUMENTS.cycle)
    .addOption(new Option('--of <unit>', SUPERVISION_OPTIONS.evidenceOf).makeOptionMandatory())
    .action(answering(answer))
}
