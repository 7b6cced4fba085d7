import fs from 'node:fs'
import { CannotStart } from '../runtime/sentences.ts'

export const portInUse = (host: string, port: number) =>
  new CannotStart(
    `端口 ${port}（${host}）已被占用，请停止占用它的程序，或用 HTTP_PORT 指定另一个端口。`,
    `Port ${port} on ${host} is in use: stop what uses it, or set HTTP_PORT to another one.`,
  )

const portForbidden = (host: string, port: number) =>
  new CannotStart(
    `不能监听 ${host} 的端口 ${port}，请用 HTTP_HOST、HTTP_PORT 另行指定。`,
    `Cannot listen on ${host}:${port}: set HTTP_HOST and HTTP_PORT.`,
  )

const noDatabase = (reason: string) =>
  new CannotStart(`连接不上 DATABASE_URL 所指的 PostgreSQL：${reason}。`, `The PostgreSQL of DATABASE_URL does not answer: ${reason}.`)

const noTemporal = (address: string) =>
  new CannotStart(
    `连接不上 TEMPORAL_ADDRESS 所指的 Temporal（${address}）。`,
    `The Temporal of TEMPORAL_ADDRESS (${address}) does not answer.`,
  )

const fullDisk = (where: string) =>
  new CannotStart(`磁盘已满，无法写入 ${where}，请腾出空间后重试。`, `The disk is full at ${where}: free some space and try again.`)

const unwritable = (where: string) =>
  new CannotStart(
    `没有权限写入 ${where}，请检查该文件夹的属主与权限。`,
    `${where} cannot be written: check who owns the folder and its permissions.`,
  )

/** PostgreSQL needs this much for the next piece of its log, and ends without it. */
const LEAST_BYTES = 32 * 1024 * 1024

/** Why a part ended by itself, as far as the machine tells: as a rule its disk is full. */
export function endFailure(error: unknown, home: string): unknown {
  try {
    const { bavail, bsize } = fs.statfsSync(home)
    return bavail * bsize < LEAST_BYTES ? fullDisk(home) : error
  } catch {
    return error
  }
}

/** Where a start was at when something failed: what to name in the sentence. */
export type Circumstances = { home: string; http: { host: string; port: number }; temporalAddress?: string | undefined }

/** What went wrong as one sentence for people, as far as the machine or its owner can put it right; else the error as it is. */
export function startFailure(error: unknown, { home, http, temporalAddress }: Circumstances): Error {
  const failure: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error))
  if (failure instanceof CannotStart) return failure
  const where = failure.path ?? home
  switch (failure.code ?? '') {
    case 'EADDRINUSE':
      return portInUse(http.host, http.port)
    case 'EADDRNOTAVAIL':
      return portForbidden(http.host, http.port)
    case 'ENOSPC':
    case 'EDQUOT':
    case '53100': // disk_full of PostgreSQL
      return fullDisk(where)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return failure.syscall === 'listen' ? portForbidden(http.host, http.port) : unwritable(where)
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case '28P01': // invalid_password
    case '28000':
    case '3D000': // there is no such database
      return noDatabase(failure.message || String(failure.code))
  }
  if (
    /Failed to connect|TransportError|tonic::transport|connection error|UNAVAILABLE|DEADLINE_EXCEEDED/i.test(
      `${failure.name} ${failure.message}`,
    )
  )
    return noTemporal(temporalAddress ?? '')
  return failure
}
