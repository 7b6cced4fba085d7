import type { z } from 'zod'
import { Assumptions } from './assumptions.ts'
import { GradesFile } from './grades-file.ts'
import { PackHead } from './head.ts'
import { Indicators } from './indicators.ts'
import { Roster } from './roster.ts'
import { ScoringFile } from './scoring-file.ts'
import { Supervision } from './supervision.ts'

/**
 * The files of a pack that are read as they are written, each with its shape: `roster` stands in roster.yaml. Those of which one line may become
 * several, plan.yaml and cases/*.yaml, are read by themselves; so is source.txt.
 */
export const packFiles = {
  pack: PackHead,
  roster: Roster,
  indicators: Indicators,
  assumptions: Assumptions,
  scoring: ScoringFile,
  grades: GradesFile,
  supervision: Supervision,
} as const
export type PackFile = keyof typeof packFiles
export type Written<File extends PackFile> = z.output<(typeof packFiles)[File]>
