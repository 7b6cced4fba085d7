import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { niankao, niankaoJson } from './command.ts'

type Supposed = {
  hash: { before: string; after: string }
  resultHash: { before: string; after: string }
  effects: { unit: string; kind: string; changes: { field: string; before: string; after: string }[] }[]
  unchanged: string[]
}
const PACK = 'dashiqiao-2017'
/** Two units of one class whose scores are imported: 94.70 and 96.90. */
const FACTS = `pack: ${PACK}
units:
  示例垂管单位甲: { imported.raw: "189.4", imported.full: "200" }
  示例垂管单位乙: { imported.raw: "96.9", imported.full: "100" }
  示例垂管单位丙: { imported.raw: "90", imported.full: "100" }
  示例市委部门甲: { imported.raw: "80", imported.full: "100" }
  示例市委部门乙: { imported.raw: "70", imported.full: "100" }
`
let folder: string
let facts: string
let changedPack: string

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-cli-'))
  facts = path.join(folder, 'facts.yaml')
  fs.writeFileSync(facts, FACTS)
  changedPack = path.join(folder, 'changed')
  fs.cpSync(fileURLToPath(new URL(`../../packs/${PACK}`, import.meta.url)), changedPack, { recursive: true })
  const scoring = path.join(changedPack, 'scoring.yaml')
  fs.writeFileSync(scoring, fs.readFileSync(scoring, 'utf8').replace('published: { places: "2"', 'published: { places: "0"'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('whatif', () => {
  const set = ['--set', 'units.示例垂管单位甲.imported.raw=195']

  test('tells who changes, the gravest first, and who provably does not', async () => {
    // 甲 195 ÷ 200 = 97.5 goes before 乙 96.9; the share of excellent officials goes with the first place
    const { status, json } = await niankaoJson<Supposed>(['whatif', PACK, facts, ...set])
    expect(status).toBe(0)
    expect(json.effects.map(({ unit, kind }) => [unit, kind])).toEqual([
      ['示例垂管单位甲', 'consequence'],
      ['示例垂管单位乙', 'consequence'],
    ])
    expect(json.effects[0]!.changes).toMatchObject([
      { field: 'total', before: '94.7', after: '97.5' },
      { field: 'published', before: '94.70', after: '97.50' },
      { field: 'rank', before: '2', after: '1' },
      { field: 'consequences' },
    ])
    expect(json.unchanged).toHaveLength(51)
    expect(json.hash.after).toBe(json.hash.before) // only a fact was set
    expect(json.resultHash.after).not.toBe(json.resultHash.before)
  })

  test('shows a table, what was set, and the sentence of how many', async () => {
    const { stdout } = await niankao(['whatif', PACK, facts, ...set])
    expect(stdout).toContain('units.示例垂管单位甲.imported.raw：189.4 → 195')
    expect(stdout).toMatch(/示例垂管单位甲 .*94\.70 → 97\.50 +2 → 1 .*＋公务员年度考核优秀比例可增加到/)
    expect(stdout).toContain('2 个单位有变化；其余 51 个单位的成绩、名次、等次、结果运用和每一步计分依据均相同。')
  })

  test('takes several settings, and leaves the pack on disk alone', async () => {
    const before = fs.readFileSync(path.join(changedPack, 'scoring.yaml'), 'utf8')
    const args = ['whatif', changedPack, facts, '--set', 'scoring.published.places=1', 'scoring.published.mode=down']
    const { json } = await niankaoJson<Supposed>(args)
    expect(json.hash.after).not.toBe(json.hash.before)
    expect(json.effects.find(({ unit }) => unit === '示例垂管单位甲')!.changes).toMatchObject([
      { field: 'published', before: '95', after: '94.7' },
    ])
    expect(fs.readFileSync(path.join(changedPack, 'scoring.yaml'), 'utf8')).toBe(before)
  })

  test('says what there is where a path leads nowhere, what a value should be, and how --set is written', async () => {
    const nowhere = await niankao(['whatif', PACK, facts, '--set', 'scoring.publishd.places=1'])
    expect(nowhere).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/publishd.*published、rules、totals/) as string })
    const wrong = await niankao(['whatif', PACK, facts, '--set', 'units.示例垂管单位甲.imported.raw=-1'])
    expect(wrong).toMatchObject({ status: 1, stderr: expect.stringMatching(/facts\.yaml .*不低于 0.*-1/) as string })
    expect(await niankao(['whatif', PACK, facts, '--set', 'places'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('路径=取值') as string,
    })
    expect(await niankao(['whatif', PACK, facts])).toMatchObject({ status: 2, stderr: expect.stringContaining('--set') as string })
  })
})

describe('margins', () => {
  test('tells the distance to a line and what would carry a unit over it', async () => {
    // 乙 96.90 is 2.20 above 甲 94.70; 甲 needs 193.79 of 200 for 96.895, which is published as 96.90
    const { stdout } = await niankao(['margins', PACK, facts, '--within', '2.2'])
    expect(stdout).toMatch(/^2\.2\s示例垂管单位/)
    expect(stdout).toContain('由 189.4 增加 4.39（至 193.79），公布成绩为 96.90，越线。')
    expect(stdout).toContain('尚有单位成绩未定')
    const { json } = await niankaoJson<{ margins: { unit: string; distance: string }[]; provisional: string[] }>(['margins', PACK, facts])
    expect(json.margins).toEqual([])
    expect(json.provisional).toContain('towns')
  })

  test('wants a distance that is a decimal', async () => {
    expect(await niankao(['margins', PACK, facts, '--within', '1e3'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('1e3') as string,
    })
  })
})

describe('diff and shadow', () => {
  test('tell what changed between two packs, with the file, the path and both values', async () => {
    const { stdout } = await niankao(['diff', PACK, changedPack])
    expect(stdout).toMatch(/scoring\.yaml +scoring\.published\.places +assumption:published-rounding +改动 +2 +0\n/)
    expect(stdout).toContain('共 1 处：改动 1。')
    expect((await niankao(['diff', PACK, PACK])).stdout).toContain('没有不同。')
  })

  test('try last year’s facts under this year’s rules', async () => {
    const { status, json } = await niankaoJson<{ classes: { class: string; units: number; correlation: string | null }[] }>([
      'shadow',
      PACK,
      facts,
      changedPack,
    ])
    expect(status).toBe(0)
    expect(json.classes.find(({ class: key }) => key === 'imported')).toEqual({ class: 'imported', units: 5, correlation: '1.0000' })
    const { stdout } = await niankao(['shadow', PACK, facts, changedPack])
    expect(stdout).toContain('两年均有成绩的单位 5 个，其中名次变动 0 个')
  })

  test('want packs that are there', async () => {
    expect(await niankao(['diff', PACK, 'none'])).toMatchObject({ status: 1, stderr: expect.stringContaining('none') as string })
  })
})
