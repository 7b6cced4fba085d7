// The story of set-up: dependencies, then Temporal, under one lock; every failure is a sentence.
import fs from 'node:fs'
import { installDependencies } from './dependencies.mjs'
import { home } from './files.mjs'
import { locked } from './lock.mjs'
import { ready } from './ready.mjs'
import { stopAll } from './run.mjs'
import { sentenceFor } from './sentences.mjs'
import { provideTemporal } from './temporal.mjs'

/** Progress goes to stderr: stdout belongs to the command that follows. */
const say = (text) => console.error(`setup: ${text}`)

/**
 * Makes the clone runnable. Returns whether it is; why not has then been said.
 * `ownServers`: also when the environment names servers, for the tests never touch those.
 */
export async function prepare({ ownServers = false } = {}) {
  if (ownServers) for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS']) delete process.env[name]
  if (ready()) return true
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.once(signal, () => {
      stopAll()
      process.exit(128 + number)
    })
  }
  const began = Date.now()
  try {
    fs.mkdirSync(home, { recursive: true, mode: 0o755 })
    await locked(async () => {
      await installDependencies(say)
      await provideTemporal(say)
    }, say)
    say(`就绪，用时 ${((Date.now() - began) / 1000).toFixed(1)} 秒 (ready)`)
    return true
  } catch (e) {
    console.error(`\nsetup: ${sentenceFor(e)?.message ?? e.stack}\n`)
    return false
  }
}
