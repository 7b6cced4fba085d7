import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { niankao, start, until, type Started } from '../cli/command.ts'
import { smallPackFiles } from '../support/small-pack/files.ts'

let folder: string
let watch: Started
const file = (name: string): string => path.join(folder, name)
const roster = smallPackFiles['roster.yaml']!

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-watch-'))
  for (const [name, text] of Object.entries(smallPackFiles)) {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true })
    fs.writeFileSync(file(name), text)
  }
})
afterEach(async () => {
  watch.child.kill('SIGKILL')
  await watch.ended
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Saves as an editor does: no look may meet a file that is half written. */
function save(name: string, text: string): void {
  fs.writeFileSync(file('saved'), text)
  fs.renameSync(file('saved'), file(name))
}

/** Each look is a line of JSON: resolves with the next one, however it came. */
type Look = { time: string; pack?: string; findings?: { message: string }[]; error?: { message: string; details: string[] } }
async function look(nth: number): Promise<Look> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const lines = watch.said().split('\n')
    if (lines.length > nth + 1) return JSON.parse(lines[nth]!) as Look
  }
  throw new Error(`expected look ${nth}, found ${watch.said()}`)
}

test('looks at once and soon after each save, lives through what cannot be read, and ends on Ctrl-C', async () => {
  watch = start('client/cli/main.ts', ['lint', '--watch', '--json', folder])
  const first = await look(0)
  expect(first.pack).toBeDefined()
  expect(first.time).toMatch(/^\d\d:\d\d:\d\d$/)

  save('roster.yaml', `${roster}unknown: key\n`)
  expect((await look(1)).error?.details).toEqual([expect.stringMatching(/roster\.yaml:\d+:\d+ .*unknown/)])

  fs.rmSync(file('roster.yaml')) // as an editor does that renames, halfway
  expect((await look(2)).error?.details.join()).toContain('roster.yaml')

  save('roster.yaml', roster)
  expect((await look(3)).findings).toEqual(first.findings)

  fs.renameSync(folder, `${folder}-away`)
  expect((await look(4)).error?.message).toContain('没有名为')
  fs.renameSync(`${folder}-away`, folder)
  expect((await look(5)).pack).toBe(first.pack)

  fs.mkdirSync(file('cases'), { recursive: true })
  save('cases/new.yaml', '[')
  expect((await look(6)).error?.details).toEqual([expect.stringContaining('cases/new.yaml:1:')])

  watch.child.kill('SIGINT')
  expect(await watch.ended).toMatchObject({ status: 0, stderr: '' })
  expect(watch.said().trim().split('\n')).toHaveLength(7)
})

test('tells people the time and the findings as `lint` does', async () => {
  watch = start('client/cli/main.ts', ['lint', '--watch', folder])
  const { stdout } = await niankao(['lint', folder])
  await until(watch, /\n\n/)
  watch.child.kill('SIGTERM')
  const ended = await watch.ended
  expect(ended.stderr).toBe('每次保存后重新检查，Ctrl-C 结束。\n')
  expect(ended.stdout.replace(/^── \d\d:\d\d:\d\d ──\n/, '')).toBe(`${stdout}\n`)
})

test('does not watch what is no pack', async () => {
  watch = start('client/cli/main.ts', ['lint', '--watch', path.join(folder, 'cases-of-none')])
  expect(await watch.ended).toMatchObject({ status: 1 })
})
