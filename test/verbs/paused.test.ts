import { expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { extend } from '../../client/verbs/extend.ts'
import { pause } from '../../client/verbs/pause.ts'
import { reschedule } from '../../client/verbs/reschedule.ts'
import { resume } from '../../client/verbs/resume.ts'
import { submit } from '../../client/verbs/submit.ts'
import { cycleView } from '../../client/views/cycle.ts'
import { formsOut, received } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const grounds = { document: '府办〔2018〕2号', reason: '搬迁' }

test('while a year is paused every verb that takes something in or moves a date says since when and by which document', async () => {
  const year = await openYear(base)
  await formsOut(year)
  await received(year)
  await year.openNow('additions', { opens: '2018-02-01', due: '2018-03-01' })
  const forms = (await year.task('feedback', '乙局')).id
  await refused(base, 'wrong-role', /此事应由“考核办”办理/, () => pause(year.as(liaison('甲局')), { ...grounds, clocks: 'kept' }))
  await refused(base, 'bad-input', /clocks/, () => pause(year.as(office), { ...grounds, clocks: 'slow' as 'kept' }))
  await pause(year.as(office), { ...grounds, clocks: 'kept' })
  const bonus = { points: '1', ground: '奖', document: '文' }
  const attempts = [
    () => acknowledge(year.as(liaison('乙局')), { task: forms }),
    () => appeal(year.as(liaison('甲局')), { unit: '甲局', content: { claims: [{ ground: '因' }] } }),
    () => submit(year.as(liaison('甲局')), { step: 'additions', content: { bonus } }),
    () => extend(year.as(office), { tasks: [forms], until: '2018-02-26', ...grounds }),
    () => reschedule(year.as(office), { step: 'feedback', until: '2018-02-26', ...grounds }),
  ]
  for (const attempt of attempts)
    await refused(base, 'conflict', /本年度考评自 2018-02-09 起依“府办〔2018〕2号”暂停，恢复（cycle resume）之前不能办理/, attempt)
  expect((await cycleView(base.database, year.cycle)).paused).toEqual({ since: '2018-02-09 10:00', ...grounds, clocks: 'kept' })
})

test('a window in which a unit may appeal goes on with the working days that it had', async () => {
  const year = await openYear(base)
  await formsOut(year)
  await received(year) // on Friday the 9th; it ends on Monday the 12th
  await pause(year.as(office), { ...grounds, clocks: 'stopped' })
  await year.moveTo(at('2018-02-14', '10:00')) // 11, 12, 13 and 14 February are worked; after the 12th so are 13, 14, 22 and 23
  const answer = await resume(year.as(office), { document: '府办〔2018〕3号', reason: '完毕' })
  expect(answer).toMatchObject({
    days: 4,
    windows: [{ unit: '甲局', was: '2018-02-12T16:00:00.000Z', becomes: '2018-02-23T16:00:00.000Z' }],
  })
  expect((await cycleView(base.database, year.cycle)).paused).toBeNull()
  await appeal(year.as(liaison('甲局')), { unit: '甲局', content: { claims: [{ ground: '因' }] } })
  await refused(base, 'conflict', /没有暂停，不需要恢复/, () => resume(year.as(office), { document: '另一文', reason: '因' }))
})
