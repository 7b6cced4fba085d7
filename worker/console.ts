import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root, sourcesHash } from './sources.ts'

/** Where the built console stands. */
const FOLDER = path.join(root, 'client', 'console', 'dist')
/** What it was built from, beside it. */
const STAMP = path.join(FOLDER, '.sources')
const SOURCES = ['client/console/*.{ts,tsx,html,svg}', 'client/console/!(dist)/**/*', 'client/views/shapes/*.ts', 'package-lock.json']

/** The folder of the built console, or undefined when it has not been built. */
export const builtConsole = (): string | undefined => (fs.existsSync(path.join(FOLDER, 'index.html')) ? FOLDER : undefined)

/**
 * Builds the console when its sources have changed since it was built last. On a server it arrives built, and without the tools: then
 * nothing is done. A console that cannot be built is no reason not to start.
 */
export async function buildConsole(say: (sentence: string) => void): Promise<void> {
  const vite = path.join(root, 'node_modules', '.bin', 'vite')
  if (!fs.existsSync(vite) || !fs.existsSync(path.join(root, 'client', 'console', 'index.html'))) return
  const sources = sourcesHash(SOURCES)
  if (builtConsole() && stamp() === sources) return
  try {
    await run(vite, ['build', 'client/console', '--logLevel', 'error'])
    fs.writeFileSync(STAMP, sources)
  } catch (error) {
    say(`网页未能构建，只提供接口：${error instanceof Error ? error.message : String(error)}`)
  }
}

function stamp(): string {
  try {
    return fs.readFileSync(STAMP, 'utf8')
  } catch {
    return ''
  }
}

function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => (status === 0 ? resolve() : reject(new Error(output.trim().split('\n').slice(-3).join(' ')))))
  })
}
