import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { ballotView } from '../../client/views/ballot.ts'
import { newFile } from '../../client/new-file.ts'
import { issueCodes, newCode, type GroupCodes } from '../../client/verbs/issue-codes.ts'
import { rate } from '../../client/verbs/rate.ts'
import { submit } from '../../client/verbs/submit.ts'
import { receiptOf } from '../../records/ballot.ts'
import { factsOf } from '../../records/facts.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { settleStep } from '../support/small-pack/stages.ts'
import { checker, entriesOf, liaison, office, openYear, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'
const pack = smallPack((files) => {
  files['scoring.yaml'] = files['scoring.yaml']!.replace(
    '  verification:',
    ['party', 'congress']
      .map((key) => `  by.${key}: { type: number, min: "0", max: "100", label: 代表评价, by: 代表, source: ${s} }\n`)
      .join('') + '  verification:',
  )
  files['plan.yaml'] = files['plan.yaml']!.replace(
    '  - { key: computation,',
    `  - { key: delegates, kind: ballot, name: 代表评价, actor: nobody, classes: [departments], floor: "2", below: notAssessed, places: "1", late: lapse,
      groups: [{ key: party, name: 党代表, codes: "3", input: by.party }, { key: congress, name: 人大代表, codes: "2", input: by.congress }],
      opens: 2017-12-11, due: 2017-12-15, source: ${s} }\n  - { key: computation,`,
  )
})

async function open(): Promise<{ year: Year; codes: Record<string, string[]> }> {
  const year = await openYear(base, { pack, at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('delegates')
  const groups: GroupCodes[] = []
  await issueCodes(year.as(office), { step: 'delegates', keep: (given) => groups.push(...given) })
  return { year, codes: Object.fromEntries(groups.map((group) => [group.key, group.codes])) }
}
const give = ({ database, cycle }: Year, code: string | undefined, ratings: object) =>
  rate({ database, cycle }, { code: code ?? '', content: { ratings } })

describe('codes', () => {
  test('are 80 random bits each, issued once by the office, and only their SHA-256 is stored', async () => {
    const { year, codes } = await open()
    const all = Object.values(codes).flat()
    expect([codes['party']?.length, codes['congress']?.length, new Set(all).size]).toEqual([3, 2, 5])
    for (const code of all) expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
    const rows = await base.database.selectFrom('ballot_code').selectAll().where('cycle', '=', year.cycle).execute()
    expect(rows.map((row) => row.hash).toSorted()).toEqual(all.map(sha256).toSorted())
    const log = JSON.stringify(await entriesOf(year))
    for (const code of all) expect([log.includes(code), log.includes(sha256(code))]).toEqual([false, false])
    await refused(base, 'already-done', /已经发放过一次/, () => issueCodes(year.as(checker), { step: 'delegates', keep: () => {} }))
  })

  test('that nobody could write down were never issued', async () => {
    const year = await openYear(base, { pack, at: '2017-12-11T00:30:00.000Z' })
    const issue = (post: string, step = 'delegates', keep = () => {}) => issueCodes(year.as(post), { step, keep })
    await refused(base, 'too-early', /尚未开始/, () => issue(office))
    await year.openNow('delegates')
    await refused(base, 'wrong-role', /应由“考核办”办理/, () => issue(liaison('甲局')))
    await refused(base, 'conflict', /不是无记名评价/, () => issue(office, 'additions'))
    const full = () => {
      throw new Error('no space left on device')
    }
    await expect(issue(office, 'delegates', full)).rejects.toThrow('no space')
    expect(await base.database.selectFrom('ballot_code').select('hash').where('cycle', '=', year.cycle).execute()).toEqual([])
    await issue(office)
  })

  test('go into a file that nobody had before and that others cannot read', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-codes-'))
    const file = path.join(folder, 'codes.csv')
    const written = newFile(file)
    written.write('x')
    expect([fs.readFileSync(file, 'utf8'), fs.statSync(file).mode & 0o777]).toEqual(['x', 0o600])
    expect(() => newFile(file)).toThrow(/实际已经存在，未予改动/)
    written.undo()
    expect(fs.existsSync(file)).toBe(false)
    expect(() => newFile(path.join(folder, 'none', 'codes.csv'))).toThrow(/文件夹不存在/)
    fs.rmSync(folder, { recursive: true })
  })

  test('have no letters that are taken for one another', () => {
    let letter = 0
    const alphabet = [newCode(() => letter++), newCode(() => letter++)].join('').replaceAll('-', '')
    expect(alphabet).toBe('23456789ABCDEFGHJKLMNPQRSTUVWXYZ')
  })
})

describe('rating', () => {
  test('needs a code that was not used, units of the step and a number; and no post may rate', async () => {
    const { year, codes } = await open()
    await refused(base, 'not-found', /没有这个评价码/, () => give(year, '2222-2222-2222-2222', { 甲局: '80' }))
    await refused(base, 'bad-input', /实有 丙镇/, () => give(year, codes['party']?.[0], { 甲局: '80', 丙镇: '80' }))
    await refused(base, 'bad-input', /实为空白/, () => give(year, codes['party']?.[0], {}))
    await refused(base, 'bad-input', /实为 `101`/, () => give(year, codes['party']?.[0], { 甲局: '101' }))
    await refused(base, 'wrong-role', /凭评价码用 ballot rate 办理/, () =>
      submit(year.as(liaison('甲局')), { step: 'delegates', content: { ratings: { 甲局: '80' } } }),
    )
    await give(year, codes['party']?.[0], { 甲局: '80' })
    await refused(base, 'already-done', /每码只能评一次/, () => give(year, codes['party']?.[0], { 甲局: '90' }))
    await year.moveTo('2017-12-15T16:00:00.000Z')
    await refused(base, 'too-late', /已于 2017-12-15 24:00（北京时间）截止/, () => give(year, codes['party']?.[1], { 甲局: '80' }))
  })

  test('of many at once with one code, one counts', async () => {
    const { year, codes } = await open()
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => give(year, codes['party']?.[0], { 甲局: '80' })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await base.database.selectFrom('ballot').select('id').where('cycle', '=', year.cycle).execute()).toHaveLength(1)
  })

  test('leaves nothing that leads from a code, a person or a time to what was rated', async () => {
    const { year, codes } = await open()
    const before = (await entriesOf(year)).length
    await give(year, codes['party']?.[2], { 甲局: '81' })
    await year.moveTo('2017-12-12T03:04:05.000Z')
    await give(year, codes['party']?.[0], { 甲局: '82' })
    expect(await entriesOf(year)).toHaveLength(before) // no line of the log for one rating
    const submissions = await base.database.selectFrom('submission').select('id').where('cycle', '=', year.cycle).execute()
    expect(submissions).toEqual([])
    const owner = new pg.Client({ connectionString: base.url })
    await owner.connect()
    try {
      const { rows } = await owner.query<{ name: string }>(
        `select column_name as name from information_schema.columns where table_name = 'ballot'`,
      )
      expect(rows.map(({ name }) => name).toSorted()).toEqual(['cycle', 'grp', 'id', 'ratings', 'step'])
      // PostgreSQL itself keeps which transaction wrote a row last: used codes and unused ones of a group have the same
      const written = await owner.query<{ n: string }>(
        `select count(distinct xmin::text) as n from ballot_code where cycle = $1 and grp = 'party'`,
        [year.cycle],
      )
      expect(written.rows).toEqual([{ n: '1' }])
    } finally {
      await owner.end()
    }
  })
})

describe('counting', () => {
  test('shows nothing before the end; then means of groups with enough ratings, and the log has every receipt', async () => {
    const { year, codes } = await open()
    const receipts = [
      await give(year, codes['party']?.[0], { 甲局: '80', 乙局: '70' }),
      await give(year, codes['party']?.[1], { 甲局: '85' }),
      await give(year, codes['party']?.[2], { 甲局: '85', 乙局: '75' }),
      await give(year, codes['congress']?.[0], { 甲局: '10', 乙局: '10' }),
    ].map(({ receipt }) => receipt)
    expect(await settleStep(year, 'delegates')).toEqual({ done: false })
    expect((await ballotView(base.database, year.cycle, 'delegates')).cells).toBeNull()
    await year.moveTo('2017-12-15T16:00:00.000Z')
    expect(await settleStep(year, 'delegates')).toEqual({ done: true })
    const facts = (await factsOf(base.database, year.cycle, year.pack)).units
    expect(facts['甲局']).toMatchObject({ 'by.party': { value: '83.3' }, 'by.congress': { notApplicable: '有效评价不足 2 份，不公布' } })
    expect(facts['乙局']).toMatchObject({ 'by.party': { value: '72.5' } })
    const view = await ballotView(base.database, year.cycle, 'delegates')
    expect(view.cells).toContainEqual({ unit: '甲局', groups: ['congress'], count: null, mean: null })
    expect((await entriesOf(year)).find(({ verb }) => verb === 'count')?.content).toEqual({ ballots: 4, receipts: receipts.toSorted() })
  })

  test('a receipt is the SHA-256 of the ballot, so that each rater can find theirs', async () => {
    const { year, codes } = await open()
    const { ballot, receipt } = await give(year, codes['congress']?.[0], { 甲局: '80', 乙局: '91.5' })
    expect(receipt).toBe(sha256(`{"group":"congress","id":"${ballot}","ratings":{"乙局":"91.5","甲局":"80"}}`))
    expect(receiptOf({ id: ballot, grp: 'congress', ratings: { 甲局: '80', 乙局: '91.5' } })).toBe(receipt)
  })

  test('complaint 22: the floor is frozen when the evaluation opens, and nobody changes it afterwards, the owner of the database included', async () => {
    const { year, codes } = await open()
    expect((await entriesOf(year)).find(({ verb }) => verb === 'freeze')?.content).toMatchObject({
      floor: 2,
      below: 'notAssessed',
      places: 1,
    })
    const owner = new pg.Client({ connectionString: base.url })
    await owner.connect()
    await expect(owner.query('update ballot_box set floor = 3 where cycle = $1', [year.cycle])).rejects.toMatchObject({ code: 'NK001' })
    // the step's row is state: whoever writes another floor into it changes nothing of the count
    await owner.query(`update step set spec = spec || '{"floor":"1"}' where cycle = $1 and key = 'delegates'`, [year.cycle])
    await owner.end()
    await give(year, codes['congress']?.[0], { 甲局: '80' })
    await year.moveTo('2017-12-15T16:00:00.000Z')
    await settleStep(year, 'delegates')
    const facts = (await factsOf(base.database, year.cycle, year.pack)).units
    expect(facts['甲局']?.['by.congress']).toEqual({ notApplicable: '有效评价不足 2 份，不公布' })
  })
})
