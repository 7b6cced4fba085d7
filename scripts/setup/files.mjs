// Where things are, and small honest ways to read and write them.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
export const home = path.resolve(process.env.NIANKAO_HOME ?? path.join(root, '.niankao'))
export const platform = `${process.platform}-${process.arch}`

/** The text of a file, or the empty string when there is none. */
export function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export function executable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Writes all or nothing: a reader never sees half a file, and an interrupted set-up leaves the old one. */
export function writeWhole(file, data, mode = 0o644) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}`
  try {
    fs.writeFileSync(unfinished, data, { mode })
    fs.renameSync(unfinished, file)
  } finally {
    fs.rmSync(unfinished, { force: true })
  }
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Kernel start time of a process on Linux: tells a recycled pid from the process that is meant. */
export function startTicks(pid) {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** Whether `pid ticks`, as a lock or owner file holds it, is a living process. A zombie is not, though it answers to kill 0. */
export function aliveAs(text) {
  const [pid, ticks = ''] = text.trim().split(' ')
  if (!(Number(pid) > 0)) return false
  try {
    process.kill(Number(pid), 0)
  } catch (e) {
    if (e.code !== 'EPERM') return false
  }
  if (/^State:\s+Z/m.test(read(`/proc/${pid}/status`))) return false
  return ticks === '' || startTicks(pid) === ticks
}
