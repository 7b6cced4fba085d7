import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePack, type Pack } from '../../scoring/index.ts'

const packs = fileURLToPath(new URL('../../packs', import.meta.url))

/** The files of a pack in `packs/`, by their path in its folder. */
export function packFiles(key: string): Record<string, string> {
  const folder = path.join(packs, key)
  const names = (fs.readdirSync(folder, { recursive: true }) as string[]).filter((name) => fs.statSync(path.join(folder, name)).isFile())
  return Object.fromEntries(names.map((name) => [name.split(path.sep).join('/'), fs.readFileSync(path.join(folder, name), 'utf8')]))
}

/** Parses a pack; a problem in it fails the test with its sentence. */
export function readPack(key: string, change: (files: Record<string, string>) => void = () => {}): Pack {
  const files = packFiles(key)
  change(files)
  const parsed = parsePack(files)
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => JSON.stringify(problem)).join('\n'))
  return parsed.pack
}
