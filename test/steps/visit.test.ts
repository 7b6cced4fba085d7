import { expect, test } from 'vitest'
import { additionsInForce, storeScores } from '../../records/score.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import {
  checker,
  entriesOf,
  liaison,
  office,
  openYear,
  putBook,
  refused,
  smallPack,
  useDatabase,
  type Year,
} from '../support/small-pack/year.ts'

const base = useDatabase()
const pack = smallPack((files) => {
  files['plan.yaml'] = files['plan.yaml']!.replace(
    'of: assessment, input: verification,',
    'of: assessment, input: verification, asks: [plan, signature],',
  )
})
const member = (name: string, of = '考核办') => ({ name, of })
const plan = { team: [member('王'), member('赵', '牵头办')], visits: [{ on: '2017-12-19', place: '信访接待室' }] }
const found = { team: ['王', '赵'], on: '2017-12-19', findings: [{ indicator: '1', outcome: 'lowered', points: '2', ground: '台账缺页' }] }

async function open(): Promise<Year> {
  const year = await openYear(base, { pack, at: '2017-12-18T00:30:00.000Z' })
  await putBook(year)
  await year.inChange((change) => storeScores(change, [{ unit: '甲局', input: 'result', item: '1', value: '18', doubtful: true }]), checker)
  await year.openNow('verification')
  return year
}

test('a visit begins with its plan: who goes where and when, nobody of the unit itself', async () => {
  const year = await open()
  expect((await year.tasks('verification')).map(({ key, assignee_body }) => [key, assignee_body])).toEqual([['甲局/方案', '考核办']])
  const give = (content: object) => hand(year, 'verification', '甲局/方案', office, content)
  await refused(base, 'bad-input', /核验组至少两人/, () => give({ ...plan, team: [member('王')] }))
  await refused(base, 'bad-input', /同一人只能列一次/, () => give({ ...plan, team: [member('王'), member('王')] }))
  await refused(base, 'bad-input', /成员 李 来自被核验的“甲局”，应当回避/, () =>
    give({ ...plan, team: [member('王'), member('李', '甲局')] }),
  )
  await refused(base, 'bad-input', /应在名册中，实为“某局”/, () => give({ ...plan, team: [member('王'), member('李', '某局')] }))
  await refused(base, 'bad-input', /应为今日或以后，实为 2017-12-15/, () =>
    give({ ...plan, visits: [{ on: '2017-12-15', place: '大厅' }] }),
  )
  await refused(base, 'bad-input', /visits：至少一处/, () => give({ ...plan, visits: [] }))
  await give(plan)
  expect((await year.task('verification', '甲局')).title).toBe('verification：甲局')
})

test('a body that is the unit itself is the unit', async () => {
  const year = await openYear(base, { pack, at: '2017-12-18T00:30:00.000Z' })
  await putBook(year)
  await year.inChange((change) => storeScores(change, [{ unit: '乙局', input: 'result', item: '1', value: '8', doubtful: true }]), checker)
  await year.openNow('verification')
  await refused(base, 'bad-input', /来自被核验的“乙局”，应当回避/, () =>
    hand(year, 'verification', '乙局/方案', office, { ...plan, team: [member('王'), member('钱', '乙局办')] }),
  )
})

test('those of the plan go, not before its day; then the unit signs', async () => {
  const year = await open()
  await hand(year, 'verification', '甲局/方案', office, plan)
  await year.moveTo('2017-12-19T08:00:00.000Z')
  const report = (content: object) => hand(year, 'verification', '甲局', office, content)
  await refused(base, 'bad-input', /核验组应为方案所列的 王、赵，实有 孙/, () => report({ ...found, team: ['王', '孙'] }))
  await refused(base, 'bad-input', /应不早于方案所定的 2017-12-19，实为 2017-12-18/, () => report({ ...found, on: '2017-12-18' }))
  await report(found)
  expect((await additionsInForce(base.database, year.cycle)).map(({ points }) => points)).toEqual(['2'])
  // 2017-12-22 is the step's own day, three working days from the 19th: the same
  expect(await year.task('verification', '甲局/签字')).toMatchObject({ assignee_unit: '甲局', due_at: '2017-12-22T16:00:00.000Z' })
  expect(await settleStep(year, 'verification')).toEqual({ done: false })
  await refused(base, 'wrong-role', /应由“甲局”办理/, () =>
    hand(year, 'verification', '甲局/签字', office, { outcome: 'signed', by: '钱局长' }),
  )
  await hand(year, 'verification', '甲局/签字', liaison('甲局'), { outcome: 'signed', by: '钱局长' })
  expect(await settleStep(year, 'verification')).toEqual({ done: true })
})

test('a unit that refuses to sign says why, and what was found stands', async () => {
  const year = await open()
  await hand(year, 'verification', '甲局/方案', office, plan)
  await year.moveTo('2017-12-19T08:00:00.000Z')
  await hand(year, 'verification', '甲局', office, found)
  const sign = (content: object) => hand(year, 'verification', '甲局/签字', liaison('甲局'), content)
  await refused(base, 'bad-input', /reason：拒绝签字的应写明理由/, () => sign({ outcome: 'refused', by: '钱局长' }))
  await sign({ outcome: 'refused', by: '钱局长', reason: '缺页已当场补齐' })
  expect((await additionsInForce(base.database, year.cycle)).map(({ points }) => points)).toEqual(['2'])
  expect((await entriesOf(year)).find(({ verb }) => verb === 'sign')?.content).toMatchObject({
    unit: '甲局',
    outcome: 'refused',
    reason: '缺页已当场补齐',
  })
  expect(await settleStep(year, 'verification')).toEqual({ done: true })
})
