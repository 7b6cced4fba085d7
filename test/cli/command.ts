import { spawn, type ChildProcess } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

export type Ended = { status: number | null; stdout: string; stderr: string }
export type Started = { child: ChildProcess; ended: Promise<Ended>; said: () => string }

/** Where processes of the tests find sources that were compiled before: the start of a worker costs half. It is where the command line keeps its own. */
export const compiled = { NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'node-compile-cache') }

/** Starts one of our entrances as a process of its own, with nothing of the settings of the tests but what is given. */
export function start(entrance: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [path.join(root, entrance), ...args], {
    cwd: root,
    env: { PATH, HOME, ...compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
  return { child, ended, said: () => stdout + stderr }
}

/** Runs one command line to its end. */
export const niankao = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  start('client/cli/main.ts', args, env).ended

/** The same with `--json`, read. */
export async function niankaoJson<T>(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ status: number | null; json: T; stderr: string }> {
  const { status, stdout, stderr } = await niankao([...args, '--json'], env)
  if (stdout === '') throw new Error(`expected JSON, found nothing (status ${status}): ${stderr}`)
  return { status, json: JSON.parse(stdout) as T, stderr }
}

/** Resolves when the process has said something that matches; fails when it ends before. */
export async function until({ ended, said }: Started, pattern: RegExp): Promise<void> {
  let over: Ended | undefined
  void ended.then((result) => (over = result))
  while (!pattern.test(said())) {
    if (over) throw new Error(`ended with status ${over.status} before it said ${pattern}: ${over.stdout}${over.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** What stands before and after a status, see `many.ts`. */
const END = '\u001e'

/** Runs several command lines in turn in one process: what each said, and with which status it would have ended. */
export async function niankaoMany(commands: readonly (readonly string[])[], env: Record<string, string> = {}): Promise<Ended[]> {
  const { stdout, stderr } = await start('test/cli/many.ts', [JSON.stringify(commands)], env).ended
  // each command ends with `\u001e<status>\u001e`
  const parts = (text: string): [string, number][] => {
    const cut = text.split(END)
    return Array.from({ length: Math.floor(cut.length / 2) }, (_, place) => [cut[place * 2] ?? '', Number(cut[place * 2 + 1])])
  }
  const [said, complained] = [parts(stdout), parts(stderr)]
  if (said.length !== commands.length) throw new Error(`${said.length} of ${commands.length} commands came to an end: ${stderr}`)
  return said.map(([text, status], place) => ({ status, stdout: text, stderr: complained[place]?.[0] ?? '' }))
}
