import type { Problem } from '../problem.ts'
import type { Pack } from './pack.ts'

/** `locate` gives line and column (from 1) of a path in a file, for `lint`. */
export type Locate = (file: string, path: string) => { line: number; column: number }
export type ParsedPack = { ok: true; pack: Pack; locate: Locate } | { ok: false; problems: Problem[] }

/** Reads a pack from its files by name (`pack.yaml`, …, `source.txt`, `cases/*.yaml`). All problems are reported together. */
export function parsePack(_files: Record<string, string>): ParsedPack {
  throw new Error('parsePack is being written')
}
