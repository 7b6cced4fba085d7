import { beforeAll, expect, test } from 'vitest'
import { changesText } from '../../client/cli/verbs/cycle-changes.ts'
import { changesView } from '../../client/views/changes.ts'
import type { ChangesView } from '../../client/views/shapes/changes.ts'
import { eventfulYear } from '../support/small-pack/course.ts'
import { openYear, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
let changes: ChangesView
beforeAll(async () => {
  const { cycle } = await eventfulYear(base)
  changes = await changesView(base.database, cycle)
})

test('a pause says from when to when, how many working days, by which documents, and what it did to the clocks', () => {
  expect(changes.pauses).toEqual([
    {
      since: '2017-04-12 10:00',
      until: '2017-04-14 10:00',
      days: 2,
      clocks: 'stopped',
      meaning: '期限中止计算，恢复后按暂停的工作日数顺延',
      document: '府办〔2017〕5号',
      reason: '集中搬迁',
      resumedBy: '府办〔2017〕6号',
    },
  ])
})

test('each act that moved dates says by which document and why, and what was and what is', () => {
  const moved = changes.movements.map(({ kind, document, reason, by, at, moved }) => ({ kind, document, reason, by, at, moved }))
  expect(moved.slice(0, 2)).toEqual([
    {
      ...{ kind: 'extend', document: '府办〔2017〕3号', reason: '防汛值守', by: '考核办1号岗', at: '2017-04-05 10:00' },
      moved: [{ of: 'declaration：甲局', task: expect.any(String), date: 'due', was: '2017-04-07 24:00', becomes: '2017-04-12 24:00' }],
    },
    {
      ...{ kind: 'reschedule', document: '府办〔2017〕4号', reason: '镇换届', by: '考核办1号岗', at: '2017-04-05 10:00' },
      moved: [
        { of: 'town-declaration', task: null, date: 'due', was: '2017-04-07 24:00', becomes: '2017-04-14 24:00' },
        { of: 'town-declaration：丙镇', task: expect.any(String), date: 'due', was: '2017-04-07 24:00', becomes: '2017-04-14 24:00' },
      ],
    },
  ])
  // two working days on: from Wednesday the 12th to Friday the 14th, from the 14th to Tuesday the 18th
  expect(moved[2]).toMatchObject({ kind: 'resume', document: '府办〔2017〕6号' })
  expect(moved[2]?.moved).toContainEqual(
    expect.objectContaining({ of: 'declaration：甲局', was: '2017-04-12 24:00', becomes: '2017-04-14 24:00' }),
  )
  expect(moved[2]?.moved).toContainEqual(
    expect.objectContaining({ of: 'town-declaration：丙镇', was: '2017-04-14 24:00', becomes: '2017-04-18 24:00' }),
  )
})

test('ballots: codes that were issued, ratings of groups that reach the floor, nothing of the others', () => {
  expect(changes.ballots).toEqual([
    {
      ...{ step: 'delegates', name: '代表评价', state: 'settled', floor: 2, below: 'notAssessed' },
      groups: [
        { name: '党代表', issued: 3, used: 2 },
        { name: '人大代表', issued: 2, used: null },
      ],
    },
  ])
})

test('versions, holiday notices and units, each by its document', () => {
  expect(changes.versions.amendments).toMatchObject([
    {
      ...{ ordinal: 1, document: '小字8号', reason: '并列过多', pack: changes.versions.inForce },
      proposed: { by: '考核办1号岗', at: '2017-10-09 10:00' },
      decided: { by: '考核办2号岗', outcome: 'approve' },
    },
  ])
  expect(changes.versions.opened).not.toBe(changes.versions.inForce)
  expect(changes.calendar).toMatchObject({
    until: 2017,
    notices: [{ version: 1, year: 2018, document: '国办发明电〔2017〕12号', at: '2017-12-18 10:00' }],
  })
  expect(changes.units).toEqual([
    { kind: 'rename', on: '2017-10-01', from: ['甲局'], into: ['甲委员会'], document: '县编委〔2017〕8号', reason: '机构改革' },
  ])
})

test('reads as text under a heading for each kind, and says so when nothing has happened', async () => {
  const text = changesText(changes)
  expect([...text.matchAll(/【(.+)】/gu)].map((match) => match[1])).toEqual([
    ...['暂停', '期限的变动', '办法的版本', '无记名评价', '放假通知', '单位变动'],
  ])
  expect(text).toContain('2017-04-12 10:00 至 2017-04-14 10:00（2 个工作日），《府办〔2017〕5号》：集中搬迁')
  expect(text).toContain('    人大代表：发码 2，评价 不足下限，不显示')
  const quiet = await openYear(base)
  expect(changesText(await changesView(base.database, quiet.cycle))).toBe('年内没有变动，也没有发过评价码。')
})
