import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect } from 'vitest'
import type { TestBase, Year } from '../support/small-pack/year.ts'
import { niankaoMany } from './command.ts'

/** Command lines on the database of a test; nothing of Temporal is needed, what is to be told waits in the outbox. */
export function useCommands(base: TestBase) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-verbs-'))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
  /** Where a file of the test lies, written if there is something to write. */
  const file = (name: string, text?: string): string => {
    const at = path.join(folder, name)
    if (text !== undefined) fs.mkdirSync(path.dirname(at), { recursive: true })
    if (text !== undefined) fs.writeFileSync(at, text)
    return at
  }
  /** Runs commands in turn; each has to go well, and what it says to match. */
  const says = async (...expected: [command: string[], said: RegExp][]): Promise<void> => {
    const ended = await niankaoMany(
      expected.map(([command]) => command),
      { DATABASE_URL: base.url, TEMPORAL_ADDRESS: '127.0.0.1:1' },
    )
    ended.forEach(({ status, stdout, stderr }, place) => {
      const [command, said] = expected[place]!
      expect([command.join(' '), status, stderr]).toEqual([command.join(' '), 0, ''])
      expect(stdout).toMatch(said)
    })
  }
  return { file, says }
}

export const taskOf = async (year: Year, step: string, key: string): Promise<string> => (await year.task(step, key)).id
export const by = (post: string): string[] => ['--as', post]
/** By which document, and why. */
export const paper = ['--document', '考办〔2017〕7号', '--reason', '工作需要']
