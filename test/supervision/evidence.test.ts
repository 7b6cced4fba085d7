import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bindingOf } from '../../client/cli/verbs/submit.ts'
import { evidenceText } from '../../client/cli/verbs/evidence.ts'
import { submit } from '../../client/verbs/submit.ts'
import type { EvidenceInput } from '../../client/evidence-use.ts'
import { burdenOf } from '../../client/views/burden.ts'
import { evidenceView } from '../../client/views/evidence.ts'
import { unitView } from '../../client/views/unit.ts'
import { entriesOf, liaison, openYear, putBook, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const file = (name: string, text = name) => ({ name, mediaType: 'text/plain', bytes: Buffer.from(text) })
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** 甲局 handed in 台账.txt with its self-check in May; its report is open in December. */
async function december(): Promise<Year> {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  await check(year, '甲局', { evidence: [file('台账.txt')] })
  await check(year, '乙局', { evidence: [file('乙局台账.txt')] })
  await year.moveTo('2017-12-04T02:00:00.000Z')
  await year.openNow('report')
  return year
}
async function check(year: Year, unit: string, more: EvidenceInput) {
  const keys = unit === '甲局' ? ['1', '2'] : ['1']
  const content = { progress: keys.map((indicator) => ({ indicator, done: '50' })) }
  return submit(year.as(liaison(unit)), { task: (await year.task('self-check', unit)).id, content, ...more })
}
async function report(year: Year, more: EvidenceInput, unit = '甲局') {
  const keys = unit === '甲局' ? ['1', '2'] : ['1']
  const content = { summary: '完成', items: keys.map((indicator) => ({ indicator, done: '100', claim: '10' })) }
  return submit(year.as(liaison(unit)), { task: (await year.task('report', unit)).id, content, ...more })
}

describe('complaint 29: evidence is handed in once', () => {
  test('last month’s file is cited, by its name or the beginning of its SHA-256, for several indicators; nothing is uploaded again', async () => {
    const year = await december()
    await report(year, { cite: ['台账.txt'], bind: [{ file: '台账.txt', indicators: ['1', '2'] }] })
    const uses = await evidenceView(base.database, year.cycle, '甲局')
    expect(uses.map(({ sha256, name, size, by }) => [sha256, name, size, by])).toEqual([[sha('台账.txt'), '台账.txt', 10, '甲局联络员']])
    expect(uses[0]?.uses.map(({ step, indicators, cited }) => [step, indicators, cited])).toEqual([
      ['self-check', [], false],
      ['report', ['1', '2'], true],
    ])
    expect(evidenceText(uses)).toMatch(
      /^[0-9a-f]{12} 台账\.txt（10 字节，2017-05-02 08:30 报送）\n {2}报送：self-check，报送编号 \d+\n {2}引用：report，报送编号 \d+，指标 1、2$/,
    )
    expect((await burdenOf(base.database, year.cycle, '甲局')).files).toBe(1) // asked for once
    expect((await unitView(base.database, year.cycle, '甲局')).burden).toMatchObject({ submissions: 2, files: 1 })
    expect((await entriesOf(year)).at(-1)).toMatchObject({
      verb: 'submit',
      content: { evidence: [sha('台账.txt')], cited: [sha('台账.txt')] },
    })
    const again = await december()
    await report(again, { cite: [sha('台账.txt').slice(0, 8)] })
    expect((await evidenceView(base.database, again.cycle, '甲局'))[0]?.uses.at(-1)).toMatchObject({ indicators: [], cited: true })
  })

  test('a new file and a cited one stand side by side; a file that is handed in again is no citation', async () => {
    const year = await december()
    await report(year, {
      evidence: [file('验收表.txt'), file('台账.txt')],
      cite: [sha('台账.txt')],
      bind: [{ file: '验收表.txt', indicators: ['2'] }],
    })
    const uses = await evidenceView(base.database, year.cycle, '甲局')
    const inReport = uses.flatMap(({ name, uses: places }) =>
      places.filter(({ step }) => step === 'report').map(({ indicators, cited }) => [name, indicators, cited]),
    )
    expect(inReport.toSorted()).toEqual([['台账.txt', [], false], ['验收表.txt', ['2'], false]]) // prettier-ignore
  })

  test('another unit’s file cannot be cited, nor one that nobody handed in; what is meant must be one', async () => {
    const year = await december()
    await refused(base, 'wrong-role', /是其他单位报送的材料，只能引用本单位报送过的/, () =>
      report(year, { cite: [sha('乙局台账.txt').slice(0, 10)] }),
    )
    await refused(base, 'not-found', /本单位没有报送过“乙局台账.txt”/, () => report(year, { cite: ['乙局台账.txt'] }))
    await refused(base, 'not-found', /没有报送过“ab12”/, () => report(year, { cite: ['ab12'] })) // too short for a hash
    await refused(base, 'bad-input', /“台账.txt”应是本次报送或引用的一件材料，实为 0 件/, () =>
      report(year, { bind: [{ file: '台账.txt', indicators: ['1'] }] }),
    )
    const bind = (indicators: string[]) => report(year, { cite: ['台账.txt'], bind: [{ file: '台账.txt', indicators }] })
    await refused(base, 'bad-input', /应对应任务书中的指标，实为 9/, () => bind(['1', '9']))
    await refused(base, 'bad-input', /应对应任务书中的指标，实为 空/, () => bind([]))
    const most = Array.from({ length: 20 }, (_, n) => file(`新${n}.txt`))
    await refused(base, 'too-large', /不超过 20 件，实为 21 件（含引用的）/, () => report(year, { evidence: most, cite: ['台账.txt'] }))
  })

  test('two files of one name are told apart by their hashes', async () => {
    const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
    await putBook(year)
    await year.openNow('self-check')
    await check(year, '甲局', { evidence: [file('表.txt', '一'), file('表.txt', '二')] })
    await year.moveTo('2017-12-04T02:00:00.000Z')
    await year.openNow('report')
    await refused(base, 'bad-input', /应指一件已报送的材料，实有 2 件.*请用摘要指明/, () => report(year, { cite: ['表.txt'] }))
    await report(year, { cite: [sha('二')] })
  })
})

test('how a binding is written on the command line', () => {
  expect(bindingOf('台账=新.pdf=1,3')).toEqual({ file: '台账=新.pdf', indicators: ['1', '3'] })
  for (const wrong of ['台账.pdf', '=1', '台账.pdf=']) expect(() => bindingOf(wrong)).toThrow(/--bind 应写作/)
})
