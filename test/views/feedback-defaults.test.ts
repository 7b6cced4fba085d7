import { expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { at } from '../../calendar/index.ts'
import { feedbackView } from '../../client/views/feedback.ts'
import { doerNames } from '../../client/views/posts.ts'
import { cycleClock } from '../../records/clock.ts'
import { packWith, stepsOnly } from '../support/people/pack.ts'
import { computeStep, hand } from '../support/small-pack/stages.ts'
import { office, openYear, putBook, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const silence = (policy: string) => `silence: { policy: ${policy}, after: "2", source: { article: 一, quote: 得分按下列办法计算 } }`

test.each([
  ['full', '20', '计满分'],
  ['zero', '0', '计零分'],
])(
  'what counts by default (%s) stands on the feedback form with the policy and what it rests on, even where it takes nothing away',
  async (policy, points, words) => {
    const pack = packWith(stepsOnly(['assessment', 'computation', 'feedback'], { assessment: silence(policy) }))
    const year = await openYear(base, { pack, at: at('2017-12-11', '08:30') })
    await putBook(year)
    await year.openNow('assessment')
    // the office scores its own, 9 of 10 and 10 of 10; 乙局办 says nothing about 甲局's first indicator, 20 points, due on Friday the 15th
    await hand(year, 'assessment', '甲局@考核办', office, { items: [{ indicator: '2', points: '9', ground: '一次迟报' }] })
    await hand(year, 'assessment', '乙局@考核办', office, { items: [{ indicator: '1', points: '10' }] })
    await year.moveTo(at('2017-12-20', '08:30'))
    await holdRound(base.database, cycleClock, year.cycle, false)
    await year.moveTo('2018-01-02T00:30:00.000Z')
    await year.openNow('computation')
    await computeStep(year, 'computation')
    await year.moveTo('2018-02-09T02:00:00.000Z')
    await year.openNow('feedback')

    const form = async (unit: string) => {
      const nameOf = await doerNames(base.database, year.cycle)
      const found = await feedbackView(base.database, { cycle: year.cycle, unit }, nameOf, (input) => input)
      return found?.form.deductions.map(({ indicator, points: given, full, ground }) => [indicator, given, full, ground])
    }
    expect(await form('甲局')).toEqual([
      ['2', '9', '10', '一次迟报'],
      ['1', points, '20', `按默认规则${words}：乙局（考评）至 2017-12-15 24:00 未评分，依据 一`],
    ])
    expect(await form('乙局')).toEqual([]) // full points that somebody gave are no remark
  },
)
