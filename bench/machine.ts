import fs from 'node:fs'
import os from 'node:os'

const TICK_MS = 10 // USER_HZ is 100 on every Linux that Node runs on

/** What the figures were measured on; without it they mean nothing. */
export function describeMachine() {
  return {
    platform: `${process.platform}-${process.arch}`,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryMiB: Math.round(os.totalmem() / 1024 / 1024),
    node: process.version,
    startedAt: new Date().toISOString(),
  }
}

/** The load of the last minute: above the number of cores, others have worked at the same time. */
export const load = (): number => Math.round((os.loadavg()[0] ?? 0) * 100) / 100

/** CPU time of this process so far, all its threads, in ms. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** CPU time of a server and of its children, the ended ones too, in ms; null where there is no /proc. */
export function cpuMsOf(pid: number): number | null {
  const own = times(pid)
  if (!own) return null
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = pids.flatMap((name) => times(Number(name)) ?? []).filter(({ parent }) => parent === pid)
  return [own, ...children].reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS
}

function times(pid: number): { parent: number; ticks: number } | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
    return { parent: Number(fields[1]), ticks: (user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0) }
  } catch {
    return undefined
  }
}
