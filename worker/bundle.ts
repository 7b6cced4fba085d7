import fs from 'node:fs'
import path from 'node:path'
import { bundleTo } from '../runtime/bundle.ts'
import { sourcesHash } from './sources.ts'

/** Everything that the bundle is made of, and what makes it. Workflows import nothing else (a test of import directions holds them to it). */
const SOURCES = ['workflows/**/*.ts', 'runtime/bundle.ts', 'package-lock.json']

/** Where the bundle of today's sources stands in the folder `home`, once it is made. */
export const bundleFile = (home: string): string => path.join(home, 'workflows', `${sourcesHash(SOURCES)}.js`)

/** The bundled workflows in the folder `home`: made when there is none of these sources yet (2 s), else the one that is there. @returns its file */
export async function workflowBundle(home: string): Promise<string> {
  const file = bundleFile(home)
  const [folder, name] = [path.dirname(file), path.basename(file)]
  if (fs.existsSync(file)) return file
  await bundleTo(file)
  for (const old of fs.readdirSync(folder)) if (old.endsWith('.js') && old !== name) fs.rmSync(path.join(folder, old), { force: true })
  return file
}
