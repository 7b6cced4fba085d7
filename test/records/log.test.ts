import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { chainBatch, chainEntries, exportLog, genesis, headOf, linkHash, verifyLog, type LogLine } from '../../records/log.ts'
import { openYear, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase({ max: 20 })
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const note = (year: Year, subject: string) => year.inChange((open) => open.log('note', subject, { b: '2', a: '1' }))
const chainAll = async () => {
  while ((await chainEntries(base.database)) > 0);
}

/** A log of five lines: the opening of the cycle, what its draws are committed to, and three notes. */
async function fiveLines(): Promise<{ year: Year; lines: LogLine[]; head: string }> {
  const year = await openYear(base)
  for (const subject of ['一', '二', '三']) await note(year, subject)
  await chainAll()
  const lines = await exportLog(base.database, year.cycle)
  return { year, lines, head: (await headOf(base.database, year.cycle)).hash }
}

test('each link is the SHA-256 of its fields, a line feed after each, and begins with the link before', async () => {
  const { year, lines, head } = await fiveLines()
  expect(lines.map((line) => [line.seq, line.verb, line.subject])).toEqual([[1, 'open', year.cycle], [2, 'commit', year.cycle], [3, 'note', '一'], [4, 'note', '二'], [5, 'note', '三']]) // prettier-ignore
  let previous = sha256(`niankao/${year.cycle}`)
  for (const { cycle, seq, entry, verb, subject, content, by, at, ...line } of lines) {
    expect(line.previous).toBe(previous)
    previous = sha256(`${previous}\n${cycle}\n${seq}\n${entry}\n${verb}\n${subject}\n${content}\n${by}\n${at}\n`)
    expect(line.hash).toBe(previous)
  }
  expect(head).toBe(previous)
  expect(lines[2]?.content).toBe('{"a":"1","b":"2"}') // canonical: keys in order
  expect(verifyLog(lines, head)).toEqual({ ok: true, entries: 5, head })
})

describe('verify finds', () => {
  test.each<[keyof LogLine, string]>([
    ['content', '{"a":"1","b":"3"}'],
    ['verb', 'notes'],
    ['subject', '一 '],
    ['by', '甲局/联络员'],
    ['at', '2017-03-26T16:00:00.001Z'],
    ['entry', '999'],
    ['cycle', '别的'],
    ['hash', '0'.repeat(64)],
  ])('a changed %s', async (field, value) => {
    const { lines } = await fiveLines()
    const forged = lines.map((line, n) => (n === 2 ? { ...line, [field]: value } : line))
    expect(verifyLog(forged)).toMatchObject({ ok: false, seq: 3, sentence: expect.stringContaining('第 3 条') as string })
  })

  test('a line taken out, one put in, and two that changed places', async () => {
    const { lines } = await fiveLines()
    const [a, b, c, d, e] = lines as [LogLine, LogLine, LogLine, LogLine, LogLine]
    expect(verifyLog([a, c, d, e])).toMatchObject({ ok: false, seq: 2, sentence: expect.stringContaining('应为序号 2，实为 3') as string })
    expect(verifyLog([a, b, b, c, d, e])).toMatchObject({ ok: false, seq: 3 })
    expect(verifyLog([a, c, b, d, e])).toMatchObject({ ok: false, seq: 2 })
    expect(verifyLog([b, c, d, e])).toMatchObject({ ok: false, seq: 1 })
    const renumbered = [a, { ...c, seq: 2 }, { ...d, seq: 3 }, { ...e, seq: 4 }]
    expect(verifyLog(renumbered)).toMatchObject({ ok: false, seq: 2 })
  })

  test('a line changed with its own hash, by the line after it', async () => {
    const { lines } = await fiveLines()
    const forged = { ...(lines[2] as LogLine), content: '{}' }
    const line = { ...forged, hash: linkHash(forged) }
    expect(verifyLog(lines.map((each, n) => (n === 2 ? line : each)))).toMatchObject({ ok: false, seq: 4 })
  })

  test('an end that was cut off, or a log chained anew from a change on, when the head was noted elsewhere', async () => {
    const { lines, head } = await fiveLines()
    expect(verifyLog(lines.slice(0, 3))).toMatchObject({ ok: true, entries: 3 }) // by itself it is whole
    expect(verifyLog(lines.slice(0, 3), head)).toMatchObject({ ok: false, seq: 3, sentence: expect.stringContaining('末尾') as string })
    expect(verifyLog([], head)).toMatchObject({ ok: false, seq: 0 })
    let previous = genesis(lines[0]?.cycle ?? '')
    const anew = lines.map((line) => {
      const next = { ...line, content: '{}', previous }
      previous = linkHash(next)
      return { ...next, hash: previous }
    })
    expect(verifyLog(anew)).toMatchObject({ ok: true })
    expect(verifyLog(anew, head)).toMatchObject({ ok: false, seq: 5 })
  })
})

test('many writers and several sequencers at once: every entry is chained once, without a gap', async () => {
  const years = [await openYear(base), await openYear(base)]
  const writers = Array.from({ length: 60 }, (_, n) => note(years[n % 2] as Year, String(n)))
  await Promise.all([...writers, ...Array.from({ length: 12 }, () => chainEntries(base.database))])
  await Promise.all([chainAll(), chainAll()])
  for (const { cycle } of years) {
    const lines = await exportLog(base.database, cycle)
    expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: 32 }, (_, n) => n + 1))
    expect(new Set(lines.map((line) => line.entry)).size).toBe(32)
    expect(verifyLog(lines)).toMatchObject({ ok: true, entries: 32 })
  }
})

test('a pass that looks only behind an entry leaves what is before it to the pass that looks at all', async () => {
  const year = await openYear(base)
  await chainAll()
  await note(year, '一')
  const { id } = await base.database.selectFrom('entry').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  expect(await chainBatch(base.database, Number(id))).toEqual({ chained: 0, full: false, after: Number(id) })
  expect(await chainBatch(base.database)).toEqual({ chained: 1, full: false, after: Math.max(0, Number(id) - 1000) })
})

test('an entry that was committed after later ones still finds its place', async () => {
  const year = await openYear(base)
  let goOn = () => {}
  const held = new Promise<void>((go) => (goOn = go))
  let begun = () => {}
  const written = new Promise<void>((go) => (begun = go))
  const slow = year.inChange(async (open) => {
    await open.log('note', 'slow', {})
    begun()
    await held
  })
  await written
  await note(year, 'fast')
  await chainAll()
  expect((await exportLog(base.database, year.cycle)).map((line) => line.subject)).toEqual([year.cycle, year.cycle, 'fast'])
  goOn()
  await slow
  await chainAll()
  const lines = await exportLog(base.database, year.cycle)
  expect(lines.map((line) => line.subject)).toEqual([year.cycle, year.cycle, 'fast', 'slow'])
  expect(verifyLog(lines)).toMatchObject({ ok: true, entries: 4 })
})

test('the subject of an entry is one line, so that nothing can be moved between it and the content', async () => {
  const year = await openYear(base)
  await note(year, '考办1号\n{"a":"9"}')
  await chainAll()
  expect((await exportLog(base.database, year.cycle)).at(-1)?.subject).toBe('考办1号 {"a":"9"}')
})

test('an entry of a change that fails is not there', async () => {
  const year = await openYear(base)
  const failing = year.inChange(async (open) => {
    await open.log('note', 'gone', {})
    await open.tell({ action: 'changed', workflow: 'step', workflowId: 'gone' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  const count = async (table: 'entry' | 'outbox', column: 'subject' | 'workflow_id') =>
    (
      await base.database
        .selectFrom(table)
        .selectAll()
        .where(column as never, '=', 'gone' as never)
        .execute()
    ).length
  expect([await count('entry', 'subject'), await count('outbox', 'workflow_id')]).toEqual([0, 0])
})
