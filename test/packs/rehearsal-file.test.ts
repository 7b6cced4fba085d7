import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderOf, packKeys } from '../../client/packs.ts'
import { readRehearsalFile } from '../../client/rehearsal/incidents/file.ts'
import { Incident, openingOf } from '../../client/rehearsal/incidents/index.ts'
import { Refusal } from '../../records/refusal.ts'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))
const write = (text: string): void => fs.writeFileSync(path.join(folder, 'rehearsal.yaml'), text)

/** The lines of the refusal. */
function problems(text: string): readonly string[] {
  write(text)
  try {
    readRehearsalFile(folder)
  } catch (error) {
    if (error instanceof Refusal) return error.details
    throw error
  }
  throw new Error('expected a refusal')
}

describe('rehearsal.yaml', () => {
  test.each(packKeys())('%s: every incident that is written is read', (key) => {
    const file = path.join(folderOf(key), 'rehearsal.yaml')
    const written = fs.readFileSync(file, 'utf8').match(/\bkind: /gu) ?? []
    expect(readRehearsalFile(folderOf(key)).incidents).toHaveLength(written.length)
    expect(written.length).toBeGreaterThan(0)
  })

  test('every kind of incident happens in the rehearsal of some pack', () => {
    const kinds = Incident.options.map((option) => option.shape.kind.value)
    const happening = new Set(packKeys().flatMap((key) => readRehearsalFile(folderOf(key)).incidents.map(({ kind }) => kind)))
    expect(kinds.filter((kind) => !happening.has(kind))).toEqual([])
    expect(kinds.length).toBeGreaterThan(20)
  })

  test('a folder without one has no incidents; the time is 10:00 unless said otherwise', () => {
    expect(readRehearsalFile(os.tmpdir()).incidents).toEqual([])
    write('incidents:\n  - { kind: outage, on: 2017-06-15, of: worker }\n')
    expect(readRehearsalFile(folder).incidents).toEqual([{ kind: 'outage', on: '2017-06-15', at: '10:00', of: 'worker' }])
  })

  test('a cycle opens as the incidents say: later than its plan, and before the first notice that comes later is known', () => {
    write(
      'incidents:\n  - { kind: lateOpening, on: 2017-04-20, at: "08:00" }\n  - { kind: holidayNotice, on: 2017-11-30, year: "2018", document: 文 }\n',
    )
    expect(openingOf(readRehearsalFile(folder).incidents)).toEqual({ clockAt: '2017-04-20T00:00:00.000Z', calendarUntil: 2017 })
    expect(openingOf([])).toEqual({})
    expect(problems('incidents:\n  - { kind: holidayNotice, on: 2017-11-30, year: "2099", document: 文 }\n')).toEqual([
      expect.stringMatching(/year 应为：应为本版收有放假通知的年份/),
    ])
  })

  test('what is wrong is said with its line', () => {
    expect(problems('incidents:\n  - { kind: outage, on: 2017-06-31, of: worker }\n')).toEqual([
      expect.stringMatching(/rehearsal\.yaml:2:\d+ \/incidents\/0\/on 应为/),
    ])
    expect(problems('incidents:\n  - { kind: flood, on: 2017-06-15 }\n')).toEqual([expect.stringMatching(/rehearsal\.yaml:2:\d+ .*应为下列之一/)])
    expect(problems('incidents:\n  - { kind: outage, on: 2017-06-15, at: "25:00", of: worker }\n')).toEqual([
      expect.stringMatching(/应为：应为 HH:MM，实为`25:00`/),
    ])
  })
})
