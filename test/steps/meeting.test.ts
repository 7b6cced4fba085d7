import { expect, test } from 'vitest'
import { meetingsOf } from '../../client/views/meetings.ts'
import { quorumOf } from '../../steps/meeting.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { hand, ruleOn, settleStep } from '../support/small-pack/stages.ts'
import { entriesOf, office, openYear, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const agenda = { on: '2017-04-12', items: [{ key: 'rules', text: '审议细则' }, { key: '2', text: '经费' }] } // prettier-ignore
const source = { article: '一', quote: '' }

async function convened() {
  const year = await openYear(base, { pack: proceedingsPack(), at: '2017-04-10T00:30:00.000Z' })
  await year.openNow('conference')
  await hand(year, 'conference', '议题', office, agenda)
  await ruleOn(year, 'conference', '议题/审定', 'approve', '领导组#1')
  await year.moveTo('2017-04-12T08:00:00.000Z')
  const minute = (content: object, time = 1) => hand(year, 'conference', `纪要/${time}`, office, content)
  return { year, minute }
}
const resolved = (...outcomes: string[]) =>
  outcomes.map((outcome, place) => ({ item: agenda.items[place]?.key ?? String(place), outcome, text: '议定' }))
const held = { number: '纪要〔2017〕1号', on: '2017-04-12', attended: ['牵头办', '市委'] }

test.each<[number, Parameters<typeof quorumOf>[1], number | null]>([
  [7, undefined, null],
  [7, { number: '5', source }, 5],
  [7, { share: '0.5', source }, 4], // three and a half members are four
  [6, { share: '0.5', source }, 3],
  [9, { share: '0.67', source }, 7], // 6.03
  [3, { share: '1', source }, 3],
])('of %i members with %j the quorum is %s', (members, quorum, least) => {
  expect(quorumOf(members, quorum)).toBe(least)
})

test('the office proposes the agenda with its standing items, the convener decides on it, and returns it with a reason', async () => {
  const year = await openYear(base, { pack: proceedingsPack(), at: '2017-04-10T00:30:00.000Z' })
  await year.openNow('conference')
  const propose = (items: unknown[], key = '议题') => hand(year, 'conference', key, office, { on: '2017-04-12', items })
  await refused(base, 'bad-input', /议题应含 rules（审议细则），实为没有/, () => propose([{ key: '2', text: '经费' }]))
  await refused(base, 'bad-input', /重复 rules/, () => propose([agenda.items[0], agenda.items[0]]))
  await propose(agenda.items)
  await refused(base, 'wrong-role', /应由“领导组”办理/, () => ruleOn(year, 'conference', '议题/审定', 'approve'))
  await ruleOn(year, 'conference', '议题/审定', 'return', '领导组#1', '经费另议')
  await propose(agenda.items.slice(0, 1), '议题/审定/退回')
  await ruleOn(year, 'conference', '议题/审定/退回/审定', 'approve', '领导组#1')
  expect(await year.task('conference', '纪要/1')).toMatchObject({ verb: 'submit', assignee_body: '考核办' })
})

test('minutes account for each item once, by members who were there, on a day that has been', async () => {
  const { year, minute } = await convened()
  await refused(base, 'bad-input', /缺少 2/, () => minute({ ...held, resolutions: resolved('adopted') }))
  await refused(base, 'bad-input', /到会的应是成员单位（乙局办、牵头办、调查队、市委），实有 张市长/, () =>
    minute({ ...held, attended: ['市委', '张市长'], resolutions: resolved('adopted', 'adopted') }),
  )
  await refused(base, 'bad-input', /重复 市委/, () =>
    minute({ ...held, attended: ['市委', '市委'], resolutions: resolved('adopted', 'adopted') }),
  )
  await refused(base, 'bad-input', /会议日期应为今日或以前，实为 2017-04-13/, () =>
    minute({ ...held, on: '2017-04-13', resolutions: resolved('adopted', 'adopted') }),
  )
  await minute({ ...held, resolutions: resolved('adopted', 'rejected') })
  expect(await settleStep(year, 'conference')).toEqual({ done: true })
  expect(await meetingsOf(base.database, year.cycle)).toEqual([
    {
      step: '联席会',
      number: '纪要〔2017〕1号',
      on: '2017-04-12',
      attended: ['牵头办', '市委'],
      members: 4,
      resolutions: [
        { item: 'rules', subject: '审议细则', outcome: 'adopted', text: '议定' },
        { item: '2', subject: '经费', outcome: 'rejected', text: '议定' },
      ],
    },
  ])
})

test('a meeting without a quorum resolves nothing: all is deferred, and another is held under another number', async () => {
  const { year, minute } = await convened()
  const alone = { ...held, attended: ['市委'] }
  await refused(base, 'conflict', /应不少于 2 个（共 4 个），实为 1 个，会议不能议决 rules；请一律记为缓议（deferred），另行开会/, () =>
    minute({ ...alone, resolutions: resolved('adopted', 'deferred') }),
  )
  await minute({ ...alone, resolutions: resolved('deferred', 'deferred') })
  expect((await entriesOf(year)).find(({ verb }) => verb === 'inquorate')?.content).toEqual({
    number: '纪要〔2017〕1号',
    attended: 1,
    members: 4,
  })
  expect(await settleStep(year, 'conference')).toEqual({ done: false })
  await refused(base, 'bad-input', /纪要编号应未用过，“纪要〔2017〕1号”已是任务/, () =>
    minute({ ...held, resolutions: resolved('adopted', 'adopted') }, 2),
  )
  await minute({ ...held, number: '纪要〔2017〕2号', resolutions: resolved('adopted', 'adopted') }, 2)
  expect(await settleStep(year, 'conference')).toEqual({ done: true })
  expect((await meetingsOf(base.database, year.cycle)).map(({ number, attended }) => [number, attended.length])).toEqual([
    ['纪要〔2017〕1号', 1],
    ['纪要〔2017〕2号', 2],
  ])
})
