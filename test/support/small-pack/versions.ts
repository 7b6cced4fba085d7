import type { Pack } from '../../../scoring/index.ts'
import { smallPack } from './year.ts'

export type Edit = (files: Record<string, string>) => void

/** The version after the first one of the small pack, which says that it amends `pack`. */
export const nextVersion = (pack: Pack, edit: Edit): Pack =>
  smallPack((files) => {
    edit(files)
    const version = Number(pack.pack.version) + 1
    files['pack.yaml'] = files['pack.yaml']!.replace('version: "1"', `version: "${version}"`).replace(
      'previous: null',
      `previous: ${pack.hash}`,
    )
  })

/** Puts one text of a file in the place of another, which has to be there. */
export const edit =
  (file: string, from: string, to: string): Edit =>
  (files) => {
    if (!files[file]!.includes(from)) throw new Error(`${file} has no ${from}`)
    files[file] = files[file]!.replace(from, to)
  }

/** Changes the line of a step in plan.yaml; `null` takes it out, several lines put others beside it. */
export const editStep =
  (key: string, to: (line: string) => readonly string[] | null): Edit =>
  (files) => {
    const lines = files['plan.yaml']!.split('\n')
    if (!lines.some((line) => line.includes(`key: ${key},`))) throw new Error(`plan.yaml has no ${key}`)
    files['plan.yaml'] = lines.flatMap((line) => (line.includes(`key: ${key},`) ? (to(line) ?? []) : [line])).join('\n')
  }

/** Process scores count half, which takes 45 points from 甲局 and 47.5 from 乙局. */
export const halved = edit(
  'scoring.yaml',
  '{ op: input, name: process }',
  '{ op: product, of: [{ op: input, name: process }, { op: value, is: "0.5" }] }',
)
