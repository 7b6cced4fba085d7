import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** A name for the state of these files (glob patterns from the project's folder): what is built from them is built again when it changes. */
export function sourcesHash(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  for (const name of fs.globSync(patterns, { cwd: root }).toSorted()) {
    const file = path.join(root, name)
    if (fs.statSync(file).isFile()) hash.update(`${name}\0`).update(fs.readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 32)
}
