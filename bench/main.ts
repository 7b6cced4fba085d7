// `npm run --silent bench [-- <section> … --full]`: measures this machine, and prints one JSON document. Progress goes to stderr.
import { parseArgs } from 'node:util'
import { defaultPackKey, readPack } from '../client/packs.ts'
import { interrupts } from '../worker/signals.ts'
import { describeMachine, load } from './machine.ts'
import { startServers, type Servers } from './servers.ts'
import type { Bench, Section } from './bench.ts'
import { deadline } from './sections/deadline.ts'
import { idle } from './sections/idle.ts'
import { rehearsal } from './sections/rehearsal.ts'
import { rounds } from './sections/rounds.ts'
import { scale } from './sections/scale.ts'
import { scoring } from './sections/scoring.ts'
import { steps } from './sections/steps.ts'
import { submissions } from './sections/submissions.ts'

const sections: Record<string, Section> = { scoring, submissions, rounds, scale, steps, idle, deadline, rehearsal }

const { names, full } = request()
const { signal, asked, release } = interrupts()
let servers: Promise<Servers> | undefined
const bench: Bench = {
  pack: readPack(defaultPackKey()).pack,
  full,
  signal,
  say: (sentence) => void process.stderr.write(`${sentence}\n`),
  servers: () => (servers ??= startServers()),
}
try {
  const measured = await Promise.race([measure(), asked.then(() => undefined)])
  if (measured) process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`)
  else process.exitCode = 130
} finally {
  await (await servers)?.stop()
  release()
}

/** One section after the other, so that none disturbs another. */
async function measure(): Promise<object> {
  const machine = describeMachine()
  const results: Record<string, unknown> = {}
  for (const name of names) {
    bench.say(`${name} …`)
    const began = performance.now()
    const [before, result] = [load(), await sections[name]?.(bench)]
    const seconds = Math.round((performance.now() - began) / 100) / 10
    results[name] = { seconds, load: { before, after: load() }, ...result }
    bench.say(`${name}: ${seconds} s`)
  }
  return { machine, pack: bench.pack.pack.key, full, sections: results }
}

function request(): { names: string[]; full: boolean } {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { full: { type: 'boolean', default: false } } })
  const unknown = positionals.filter((name) => !Object.hasOwn(sections, name))
  if (unknown.length === 0) return { names: positionals.length > 0 ? positionals : Object.keys(sections), full: values.full }
  process.stderr.write(`expected sections among ${Object.keys(sections).join(', ')}, found ${unknown.join(', ')}\n`)
  process.exit(2)
}
