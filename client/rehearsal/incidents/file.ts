import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { Refusal } from '../../../records/refusal.ts'
import { problemsOf } from '../../../scoring/pack/issues.ts'
import { readYaml } from '../../../scoring/pack/read-yaml.ts'
import { problemLines } from '../../packs.ts'
import { readTextFile } from '../../text-file.ts'
import { Incident } from './index.ts'

/**
 * rehearsal.yaml of a pack: what interferes with its rehearsed year beside the plan. It says nothing about the regulation, so it is no part of the pack and
 * its hash.
 */
export const RehearsalFile = z.strictObject({ incidents: z.array(Incident).default([]) })
export type RehearsalFile = z.output<typeof RehearsalFile>

const FILE = 'rehearsal.yaml'

/** Reads a pack's rehearsal.yaml; without the file nothing interferes. @throws Refusal `bad-input` with a line for each problem */
export function readRehearsalFile(folder: string): RehearsalFile {
  const place = path.join(folder, FILE)
  if (!fs.existsSync(place)) return RehearsalFile.parse({})
  const yaml = readYaml(FILE, readTextFile(place))
  const read = yaml.problems.length > 0 ? null : RehearsalFile.safeParse(yaml.value)
  if (read?.success) return read.data
  const problems = read === null ? yaml.problems : problemsOf(FILE, yaml, read.error.issues)
  throw new Refusal(
    'bad-input',
    `${FILE} 有 ${problems.length} 处错误，未予采用。`,
    problemLines(problems, path.relative(process.cwd(), folder)),
  )
}
