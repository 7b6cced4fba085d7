import fs from 'node:fs'
import path from 'node:path'
import { sameProcess, startTicks } from './process.ts'
import { alreadyRunning } from './sentences.ts'

/**
 * Makes this process the one owner of a folder, by a file with its pid and start time.
 * Returns a function that gives the folder free again.
 * @throws CannotStart naming the process that owns it
 */
export function own(file: string): () => void {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const me = `${process.pid} ${startTicks(process.pid)}`
  // Written aside and linked: the file appears with its content, so that nobody takes a new one for an empty leftover.
  const aside = `${file}.${process.pid}`
  fs.writeFileSync(aside, me)
  try {
    while (!linked(aside, file)) removeLeftover(file)
  } finally {
    fs.rmSync(aside, { force: true })
  }
  return () => {
    if (read(file) === me) fs.rmSync(file, { force: true })
  }
}

function linked(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw e
  }
}

function removeLeftover(file: string): void {
  const owner = read(file)
  const [pid = '', ticks = ''] = owner.split(' ')
  if (sameProcess(Number(pid), ticks)) throw alreadyRunning(pid)
  // Two that start at once may both find the leftover: whoever renames it looks again at what it holds.
  const leftover = `${file}.${process.pid}.old`
  try {
    fs.renameSync(file, leftover)
    if (read(leftover) !== owner) fs.linkSync(leftover, file)
    fs.rmSync(leftover, { force: true })
  } catch {
    // the other one was quicker
  }
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
