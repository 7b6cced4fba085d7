#!/usr/bin/env node
// The command line from any shell and any Node >= 20: sets the clone up when that is needed, then hands over to Node 24.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const main = path.join(root, 'client', 'cli', 'main.ts')

/** Runs a command with our input and output; signals pass on to it. Resolves with its exit status. */
function pass(command, args, stdio) {
  const child = spawn(command, args, { stdio })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', (e) => {
      console.error(`niankao: 无法启动 ${command}：${e.code} (cannot start it)`)
      resolve(1)
    })
    child.once('exit', (status, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
      if (signal) process.kill(process.pid, signal) // whoever called us must see how it ended
      resolve(status ?? 1)
    })
  })
}

/** Done already, as a rule: then this costs two small reads and a hash. */
async function setUp() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const isReady = major >= 20 && (await import('../scripts/setup/ready.mjs')).ready()
  return isReady ? 0 : pass(process.execPath, [path.join(root, 'scripts', 'setup.mjs')], ['ignore', 2, 2])
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const status = await setUp()
if (status !== 0) process.exitCode = status
else if (major > 24 || (major === 24 && minor >= 11)) await import(main)
else process.exitCode = await pass(path.join(root, 'node_modules', '.bin', 'node'), [main, ...process.argv.slice(2)], 'inherit')
