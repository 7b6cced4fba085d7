import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mixIn } from '../../client/verbs/mix-in.ts'
import { drawView } from '../../client/views/draw.ts'
import { commitmentOf, draw, drawnWith, secretOf } from '../../steps/draw.ts'
import { niankao, niankaoJson } from '../cli/command.ts'
import { entriesOf, liaison, office, openYear, putBook, refused, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const all = (...keys: string[]) => keys.map((key) => ({ key, class: key.slice(0, 1) }))
const drawn = (seed: string, keys: string[], sample: number, byClass = false): string[] =>
  draw(seed, all(...keys), { sample, byClass }).flatMap((lot) => (lot.drawn ? [lot.key] : []))

describe('by hand', () => {
  test('the smallest SHA-256 of seed and key are drawn, whatever the order in which the units are listed', () => {
    // printf 2/a | sha256sum: 4c44…; 2/b: e9a1…; 2/c: 1cc7…
    expect(drawn('2', ['a', 'b', 'c'], 2)).toEqual(['c', 'a'])
    expect(drawn('2', ['c', 'b', 'a'], 2)).toEqual(['c', 'a'])
    expect([drawn('2', ['a', 'b', 'c'], 0), drawn('2', ['a', 'b', 'c'], 9)]).toEqual([[], ['c', 'a', 'b']])
  })

  test('by class: whole parts, then the largest remainders, at least one of each', () => {
    // 6 a, 3 b, 1 c of 10; a sample of 5: 3, 1.5 and 0.5 → 3 a, 1 b and 1 c
    const keys = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'b1', 'b2', 'b3', 'c1']
    const counts = (sample: number) =>
      ['a', 'b', 'c'].map((name) => drawn('s', keys, sample, true).filter((key) => key.startsWith(name)).length)
    expect(counts(5)).toEqual([3, 1, 1])
    expect(counts(4)).toEqual([2, 1, 1]) // 2.4, 1.2, 0.4
    expect(counts(7)).toEqual([4, 2, 1]) // 4.2, 2.1, 0.7
    expect(counts(6)).toEqual([3, 2, 1]) // 3.6, 1.8, 0.6: c has its one, what is left goes to 0.8
  })
})

describe('the seed is committed to before, and shown at the draw', () => {
  test('with tools of the system: what was committed to fits what is revealed, and the draw repeats', async () => {
    const year = await openYear(base, { seed: '7', at: '2017-03-26T16:00:00.000Z' })
    const committed = (await entriesOf(year)).find(({ verb }) => verb === 'commit')?.content as { [step: string]: string }
    const before = await drawView(base.database, year.cycle, 'spot-check')
    expect(before).toMatchObject({ commitment: committed['spot-check'], seed: null, lots: null })
    expect(JSON.stringify(await entriesOf(year))).not.toContain(secretOf('7', 'spot-check'))
    await putBook(year)
    await year.moveTo('2017-07-10T00:30:00.000Z')
    await year.openNow('spot-check')
    const after = await drawView(base.database, year.cycle, 'spot-check')
    const sum = (text: string): string => execFileSync('sha256sum', { input: text, encoding: 'utf8' }).slice(0, 64)
    expect(sum(after.seed ?? '')).toBe(committed['spot-check'])
    const byHand = ['甲局', '乙局'].map((unit) => [sum(`${after.seed}/${unit}`), unit] as const).sort()
    expect(after.lots?.map(({ lot, key }) => [lot, key])).toEqual(byHand)
    expect((await year.tasks('spot-check')).map(({ unit }) => unit)).toEqual([byHand[0]?.[1]])
  })

  test('what nobody could know when the seed was committed to may be mixed in, until the draw, by a document', async () => {
    const year = await openYear(base, { seed: '7', at: '2017-03-26T16:00:00.000Z' })
    const mix = (post: string, value = '开奖号码 05 11 17') => mixIn(year.as(post), { step: 'spot-check', value, document: '公告1号' })
    await refused(base, 'wrong-role', /应由“考核办”办理/, () => mix(liaison('甲局')))
    await refused(base, 'bad-input', /不能为空/, () => mix(office, ' '))
    await mix(office)
    await refused(base, 'already-done', /已经公布过/, () => mix(office, '另一个'))
    await putBook(year)
    await year.moveTo('2017-07-10T00:30:00.000Z')
    await year.openNow('spot-check')
    const view = await drawView(base.database, year.cycle, 'spot-check')
    expect(view).toMatchObject({ secret: secretOf('7', 'spot-check'), value: '开奖号码 05 11 17', document: '公告1号' })
    expect(view.seed).toBe(sha256(`${view.secret}/开奖号码 05 11 17`))
    expect(commitmentOf(view.secret ?? '')).toBe(view.commitment)
    expect(drawnWith(view.secret ?? '', view.value ?? undefined)).toBe(view.seed)
    await refused(base, 'too-late', /已经抽签/, () => mix(office, '又一个'))
  })

  test('a sample by class is drawn from each class', async () => {
    const pack = smallPack((files) => {
      files['plan.yaml'] = files['plan.yaml']!.replace('sample: "1", classes: [departments]', 'sample: "2", byClass: "true"')
    })
    const year = await openYear(base, { pack, at: '2017-07-10T00:30:00.000Z' })
    await putBook(year, [
      { unit: '甲局', key: '1', full: '1' },
      { unit: '乙局', key: '1', full: '1' },
      { unit: '丙镇', key: '1', full: '1' },
    ])
    await year.openNow('spot-check')
    const units = (await year.tasks('spot-check')).map(({ unit }) => unit)
    expect([units.length, units.includes('丙镇')]).toEqual([2, true])
  })
})

describe('anybody repeats a draw without the system', () => {
  let folder: string
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-draw-'))
  })
  afterAll(() => fs.rmSync(folder, { recursive: true }))

  test('from a list of units', async () => {
    const file = path.join(folder, 'units.txt')
    fs.writeFileSync(file, 'a\nb\n\nc\n')
    const { json } = await niankaoJson<{ lots: { key: string; lot: string; drawn: boolean }[] }>([
      'draw',
      'repeat',
      '2',
      file,
      '--sample',
      '1',
    ])
    expect(json.lots.map(({ key, drawn: is }) => [key, is])).toEqual([['c', true], ['a', false], ['b', false]]) // prettier-ignore
    expect(json.lots[0]?.lot).toBe(sha256('2/c'))
    const { stdout } = await niankao(['draw', 'repeat', '2', file, '--sample', '1'])
    expect(stdout).toContain(sha256('2/b'))
    fs.writeFileSync(file, 'a\na\n')
    expect((await niankao(['draw', 'repeat', '2', file, '--sample', '1'])).stderr).toContain('列了两次')
  })
})
