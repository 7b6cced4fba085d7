import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packKeys } from '../../client/packs.ts'
import { factsWorkbook, readFactsWorkbook } from '../../client/excel/facts-workbook.ts'
import { canonicalJson, checkFacts, factsText, readFacts, score, type Facts, type Pack } from '../../scoring/index.ts'
import { mini, shipped } from '../scoring/packs.ts'
import { factsOf } from './facts-of.ts'

const pack = mini('{ op: input, name: x }')
const packs = packKeys()

/** A unit with nothing under it says as much as one that is not there. */
const meaning = ({ pack, parameters = {}, units }: Facts): string =>
  canonicalJson({ pack, parameters, units: Object.fromEntries(Object.entries(units).filter(([, facts]) => Object.keys(facts).length > 0)) })

async function back(of: Pack, facts: Facts): Promise<Facts> {
  const yaml = factsText(await readFactsWorkbook(of, await factsWorkbook(of, facts), 'f.xlsx'))
  const read = readFacts(of, yaml)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.facts
}

describe('facts come back from a workbook as they were', () => {
  test('whatever they are', async () => {
    let filled = 0
    await fc.assert(
      fc.asyncProperty(factsOf(pack), async (facts) => {
        expect(checkFacts(pack, facts)).toEqual([])
        filled += Object.keys(facts.units).length
        expect(meaning(await back(pack, facts))).toBe(meaning(facts))
      }),
      { numRuns: 30 },
    )
    expect(filled).toBeGreaterThan(30)
  }, 120_000)

  test.each(packs)('of the pack %s, with the same result', async (key) => {
    const of = shipped(key)
    for (const facts of fc.sample(factsOf(of), { numRuns: 3, seed: 7 })) {
      const found = await back(of, facts)
      expect(meaning(found)).toBe(meaning(facts))
      expect(score(of, found).resultHash).toBe(score(of, facts).resultHash)
    }
  })

  test('with nobody’s facts at all', async () => {
    expect(await back(pack, { pack: 'mini', units: {} })).toEqual({ pack: 'mini', units: {} })
  })

  test('with lists that are empty, not applicable or not there, which are three things', async () => {
    const facts: Facts = {
      pack: 'mini',
      parameters: { closing: { value: '2014-01-31', origin: '文号3' } },
      units: {
        甲: { ratings: [], events: [], indicators: {} },
        乙: { ratings: { notApplicable: '无' }, events: { notApplicable: ' 因：故 ' }, indicators: { notApplicable: '不设' } },
        丙: { x: '1.50', indicators: { '1': {} }, events: [{}], last: 'good' },
      },
    }
    expect(canonicalJson(await back(pack, facts))).toBe(canonicalJson(facts))
  })
})

test('what a workbook cannot hold is refused, not changed', async () => {
  const facts: Facts = { pack: 'mini', units: { 甲: { events: [{ origin: '' }] } } }
  await expect(factsWorkbook(pack, facts)).rejects.toThrow('未予导出')
  const long: Facts = { pack: 'mini', units: { 甲: { events: [{ project: '长'.repeat(40_000) }] } } }
  await expect(factsWorkbook(pack, long)).rejects.toThrow('工作表“事项”单元格 J3：一个单元格应不超过 32767 个字符，实为 40000 个')
})

test('a facts file is written whole: nothing is left beside it', async () => {
  const { writeWhole } = await import('../../client/whole-file.ts')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-excel-'))
  try {
    writeWhole(path.join(folder, 'facts.yaml'), 'pack: mini\n')
    expect(fs.readdirSync(folder)).toEqual(['facts.yaml'])
    expect(() => writeWhole(path.join(folder, 'none', 'facts.yaml'), '')).toThrow('没有文件夹')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
