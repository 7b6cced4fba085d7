// Builds the console once for each state of its sources; `node scripts/build-console.ts [folder]` builds it into a folder of one's choice.
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = path.join(root, 'client', 'console')
/** Builds that are kept beside the newest: a server that still runs may be serving one of them. */
const KEPT = 2

/** Builds the console into `outDir`, which is emptied first. Needs the development packages. @throws Error with the bundler's message */
export async function buildConsole(outDir: string): Promise<void> {
  const { build } = await import('vite')
  const settings = { configFile: path.join(sources, 'vite.config.ts'), root: sources, mode: 'production', logLevel: 'warn' } as const
  await build({ ...settings, build: { outDir: path.resolve(outDir), emptyOutDir: true } })
}

/**
 * The folder of the built console for the sources as they are, under `home`; builds it when it is not there yet.
 * Two processes may do so at once: each builds aside, and the first one's result is kept.
 * @throws Error with the bundler's message
 */
export async function ensureConsole(home: string): Promise<string> {
  const builds = path.join(home, 'console')
  const built = path.join(builds, sourceHash())
  if (fs.existsSync(path.join(built, 'index.html'))) return built
  fs.mkdirSync(builds, { recursive: true })
  const aside = fs.mkdtempSync(path.join(builds, 'building-'))
  try {
    await buildConsole(aside)
    fs.chmodSync(aside, 0o755)
    if (!fs.existsSync(built)) fs.renameSync(aside, built)
  } catch (error) {
    if (!fs.existsSync(path.join(built, 'index.html'))) throw error
  } finally {
    fs.rmSync(aside, { recursive: true, force: true })
  }
  discardOld(builds, built)
  return built
}

/** One hash of everything that the build depends on: the sources by name and content, and the versions of all packages. */
function sourceHash(): string {
  const hash = crypto.createHash('sha256')
  const files = fs.globSync('**/*', { cwd: sources, exclude: ['dist', 'dist/**'] }).toSorted()
  for (const file of files) {
    const full = path.join(sources, file)
    if (fs.statSync(full).isFile()) hash.update(`${file}\0`).update(fs.readFileSync(full)).update('\0')
  }
  return hash.update(fs.readFileSync(path.join(root, 'package-lock.json'))).digest('hex').slice(0, 16)
}

function discardOld(builds: string, newest: string): void {
  const all = fs.readdirSync(builds).map((name) => path.join(builds, name))
  const old = all.filter((folder) => folder !== newest && !path.basename(folder).startsWith('building-'))
  const byAge = old.toSorted((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)
  for (const folder of byAge.slice(KEPT)) fs.rmSync(folder, { recursive: true, force: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) console.log(await ensureConsole(path.join(root, '.niankao')))
  else await buildConsole(folder)
}
