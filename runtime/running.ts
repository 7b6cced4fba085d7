import fs from 'node:fs'
import path from 'node:path'
import { sameProcess, startTicks } from './process.ts'

/** Where the running system of a folder can be reached. */
export type Running = {
  pid: number
  /** Kernel start time of `pid`, '' where there is none. */
  startTicks: string
  /** With its password: the file is readable by its owner only. */
  databaseUrl: string
  /** host:port of Temporal. */
  temporalAddress: string
  /** Port of the HTTP endpoint on 127.0.0.1, or null when none was opened. */
  httpPort: number | null
}

const fileOf = (home: string) => path.join(home, 'running.json')

/** Tells other commands how to reach this process. Returns a function that takes it back. */
export function announce(home: string, reach: Omit<Running, 'pid' | 'startTicks'>): () => void {
  const file = fileOf(home)
  const running: Running = { pid: process.pid, startTicks: startTicks(process.pid), ...reach }
  const unfinished = `${file}.${process.pid}`
  fs.mkdirSync(home, { recursive: true })
  fs.rmSync(unfinished, { force: true }) // the mode counts only for a new file
  fs.writeFileSync(unfinished, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 })
  fs.renameSync(unfinished, file)
  return () => {
    if (findRunning(home)?.pid === process.pid) fs.rmSync(file, { force: true })
  }
}

/** The running system of a folder, or undefined when there is none: a file that a killed one left behind does not count. */
export function findRunning(home: string): Running | undefined {
  let running: Running
  try {
    running = JSON.parse(fs.readFileSync(fileOf(home), 'utf8')) as Running
  } catch {
    return undefined
  }
  return sameProcess(running.pid, running.startTicks) ? running : undefined
}
