// Runs a tool and keeps what it says; ends it when set-up is asked to end.
import { spawn } from 'node:child_process'

const running = new Set()

/** Ends what set-up started. */
export function stopAll() {
  for (const child of running) child.kill('SIGTERM')
}

/** @returns {Promise<{ status: number, code?: string, output: string }>} `code` when the tool could not be started at all */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => {
    const end = (status, code) => {
      running.delete(child)
      resolve({ status, code, output })
    }
    child.once('error', (e) => end(1, e.code))
    child.once('close', (status) => end(status ?? 1))
  })
}

/** The last lines of an output that say something. */
export function lastLines(output, count) {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(-count)
}
