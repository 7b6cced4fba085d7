// What `npm test` runs after set-up: the static checks beside the tests, all of them even if one fails.
// The last line is always `N passed, N failed`; a static check counts as one test. Arguments go to vitest.
import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { totals, type Count } from './totals.ts'

type Check = { name: string; command: string; args: string[] }
type Ended = { status: number; output: string; seconds: string }

const root = fileURLToPath(new URL('..', import.meta.url))
/** Every folder with sources at its top: a new one is checked without being listed. */
const folders = [
  ...new Set(fs.globSync('*/**/*.{ts,tsx}', { cwd: root, exclude: ['node_modules'] }).map((file) => file.split(path.sep)[0]!)),
].sort()

/** The console has a project of its own, because it sees a browser and not Node. */
const consoleExists = fs.globSync('client/console/**/*.{ts,tsx}', { cwd: root }).length > 0

const checks: Check[] = [
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  ...(consoleExists ? [{ name: 'types of the console', command: 'tsc', args: ['--noEmit', '-p', 'tsconfig.console.json'] }] : []),
  { name: 'lint', command: 'eslint', args: ['--max-warnings=0', '.'] },
  { name: 'format', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  {
    name: 'import directions',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.mjs', ...folders],
  },
]

/** Tests bring their own servers; one that forgets to say so must not find a real database or send a real mail. */
const { DATABASE_URL: _1, DATABASE_ADMIN_URL: _2, TEMPORAL_ADDRESS: _3, SMTP_URL: _4, ...env } = process.env

const children = new Set<ChildProcess>()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true
    for (const child of children) child.kill(signal)
  })
}

/** Runs a tool of node_modules/.bin; shows its output as it comes, or keeps it until the end. */
function run(command: string, args: string[], output: 'shown' | 'kept'): Promise<Ended> {
  const began = Date.now()
  const child = spawn(path.join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    env,
    stdio: output === 'shown' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return new Promise((resolve) => {
    const end = (status: number) => {
      children.delete(child)
      resolve({ status, output: text, seconds: ((Date.now() - began) / 1000).toFixed(1) })
    }
    child.once('error', (e) => {
      text += e.message
      end(1)
    })
    child.once('close', (status) => end(status ?? 1))
  })
}

/** One after the other, so that the tests beside them keep a core. */
async function staticChecks(): Promise<Count> {
  const count = { passed: 0, failed: 0 }
  for (const { name, command, args } of checks) {
    if (interrupted) break
    const { status, output, seconds } = await run(command, args, 'kept')
    if (status === 0) count.passed++
    else count.failed++
    console.log(status === 0 ? ` ✓ ${name} (${seconds} s)` : ` ✗ ${name} (${seconds} s)\n${output.trimEnd()}`)
  }
  return count
}

async function tests(args: string[]): Promise<Count> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-check-'))
  try {
    const file = path.join(folder, 'vitest.json')
    const { status } = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args], 'shown')
    return totals(file, status)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

const [fixed, tested] = await Promise.all([staticChecks(), tests(process.argv.slice(2))])
const passed = fixed.passed + tested.passed
const failed = fixed.failed + tested.failed + (interrupted ? 1 : 0)
process.exitCode = failed === 0 ? 0 : 1
process.stdout.write(`${passed} passed, ${failed} failed\n`)
