import { describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { ledgerInForce } from '../../records/ledger.ts'
import { scoresInForce } from '../../records/score.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'
const pack = smallPack((files) => {
  files['roster.yaml'] = files['roster.yaml']!.replace('tasks: "2", points: "30", ', '')
  files['scoring.yaml'] = files['scoring.yaml']!.replace(
    '  verification:',
    `  byLedger: { type: number, min: "0", label: 台帐分值, by: 办, source: ${s} }\n  verification:`,
  )
  files['plan.yaml'] = files['plan.yaml']!.replace(
    'name: declaration,',
    'name: declaration, asks: [{ key: basis, label: 数据来源, values: [台帐, 其他], atLeast: { value: 台帐, share: "0.7" } }],',
  ).replace(
    '  - { key: computation,',
    `  - { key: ledger, kind: ledger, name: 台帐, actor: assessors, classes: [departments], basis: { ask: basis, value: 台帐 }, input: byLedger,
      late: lapse, opens: 2017-05-02, due: 2017-12-15, source: ${s} }\n  - { key: computation,`,
  )
})
const indicator = (key: string, full: string, basis: string, body?: string) => ({
  key,
  name: `指标${key}`,
  full,
  kind: 'key',
  fields: { basis },
  ...(body ? { body } : {}),
})

/** 甲局: 1 (20, ledger, 乙局办), 2 (6, ledger, 考核办), 3 (4, other); 乙局: 1 (10, other). */
async function declared(): Promise<Year> {
  const year = await openYear(base, { pack })
  await year.openNow('declaration')
  const give = (unit: string, ...indicators: object[]) => hand(year, 'declaration', unit, liaison(unit), { indicators })
  await refused(base, 'bad-input', /指标 1 的数据来源（fields\.basis）应为 台帐、其他 之一，实为 `口头`/, () =>
    give('甲局', indicator('1', '20', '口头')),
  )
  await give('甲局', indicator('1', '20', '台帐', '乙局办'), indicator('2', '6', '台帐'), indicator('3', '4', '其他'))
  await give('乙局', indicator('1', '10', '其他'))
  await settleStep(year, 'declaration')
  return year
}

/** The same, with the task book issued and the ledger open. It is 2017-06-12. */
async function open(): Promise<Year> {
  const year = await declared()
  const rows = [['甲局', '1', '20', '台帐', '乙局办'], ['甲局', '2', '6', '台帐', null], ['甲局', '3', '4', '其他', null], ['乙局', '1', '10', '其他', null]] as const // prettier-ignore
  await year.inChange(({ db, cycle, now }) =>
    db
      .insertInto('indicator')
      .values(
        rows.map(([unit, key, full_points, basis, body]) => ({
          cycle,
          unit,
          key,
          version: 1,
          name: key,
          full_points,
          kind: 'key',
          body,
          checkpoints: '[]',
          standard: null,
          fields: JSON.stringify({ basis }),
          generated: false,
          withdrawn: false,
          authority: 'test',
          at: now,
        })),
      ) // prettier-ignore
      .execute(),
  )
  await year.moveTo('2017-06-12T00:30:00.000Z')
  await year.openNow('ledger')
  return year
}
const entry = (more: object = {}) => ({
  unit: '甲局',
  indicator: '1',
  month: '2017-05',
  value: '办结 31 件',
  document: '信访月报 5 号',
  ...more,
})
const enter = (year: Year, post: string, ...entries: object[]) => submit(year.as(post), { step: 'ledger', content: { entries } })

test('a declaration with less than the share that should rest on daily data is put before the reviewer with these words', async () => {
  const year = await declared()
  await year.moveTo('2017-04-10T00:30:00.000Z')
  await year.openNow('review')
  expect((await year.tasks('review')).map(({ unit, title }) => [unit, title])).toEqual([
    ['乙局', 'review：乙局（数据来源为“台帐”的指标 0 分，占 0%，原则上应不低于 70%）'],
    ['甲局', 'review：甲局'], // 26 of 30 points
  ])
})

describe('entries', () => {
  test('are kept by month with their document, by the body that assesses the indicator and nobody else', async () => {
    const year = await open()
    await refused(base, 'wrong-role', /属于被考评单位，不能登记/, () => enter(year, liaison('甲局'), entry()))
    await refused(base, 'bad-input', /第 1 条：甲局 的指标 1 应由“乙局办”登记，实为“考核办”/, () => enter(year, office, entry()))
    await refused(base, 'bad-input', /没有序号为“9”的指标/, () => enter(year, office, entry({ indicator: '9' })))
    await refused(base, 'bad-input', /月份应为本月或以前，实为 2017-07/, () => enter(year, '乙局办#1', entry({ month: '2017-07' })))
    await refused(base, 'bad-input', /entries\.0\.month.*实为 `2017-13`/, () => enter(year, '乙局办#1', entry({ month: '2017-13' })))
    await refused(base, 'bad-input', /第 2 条：同一指标同一月份应只有一条/, () => enter(year, '乙局办#1', entry(), entry({ value: '32' })))
    await enter(year, '乙局办#1', entry(), entry({ month: '2017-06', value: '办结 12 件' }))
    expect(
      (await ledgerInForce(base.database, year.cycle)).map(({ month, value, document, by_post }) => [month, value, document, by_post]),
    ).toEqual([
      ['2017-05', '办结 31 件', '信访月报 5 号', '乙局办#1'],
      ['2017-06', '办结 12 件', '信访月报 5 号', '乙局办#1'],
    ])
  })

  test('are corrected by an entry that says why; the old one stays on record', async () => {
    const year = await open()
    await enter(year, '乙局办#1', entry())
    const again = (more: object) => enter(year, '乙局办#2', entry({ value: '办结 29 件', ...more }))
    await refused(base, 'bad-input', /已经登记（办结 31 件），更正应写明理由/, () => again({}))
    await refused(base, 'bad-input', /尚未登记，不是更正/, () => again({ month: '2017-06', reason: '重复统计' }))
    await again({ reason: '重复统计' })
    expect((await ledgerInForce(base.database, year.cycle, '甲局')).map(({ value, reason }) => [value, reason])).toEqual([
      ['办结 29 件', '重复统计'],
    ])
    expect(await base.database.selectFrom('ledger_entry').select('id').where('cycle', '=', year.cycle).execute()).toHaveLength(2)
  })
})

test('the points that rest on daily data are added up by the system: declared so, and with entries', async () => {
  const year = await open()
  await enter(year, '乙局办#1', entry())
  await enter(year, office, entry({ indicator: '3' })) // not declared as ledger data
  await year.moveTo('2017-12-15T16:00:00.000Z')
  expect(await settleStep(year, 'ledger')).toEqual({ done: true })
  const rows = await scoresInForce(base.database, year.cycle, { input: 'byLedger' })
  expect(rows.map(({ unit, value, by_post }) => [unit, value, by_post])).toEqual([['乙局', '0', 'system'], ['甲局', '20', 'system']]) // prettier-ignore
})
