import { publishedTables } from '../../../calendar/index.ts'
import { amend } from '../../../client/verbs/amend.ts'
import { decideAmendment } from '../../../client/verbs/decide-amendment.ts'
import { extend } from '../../../client/verbs/extend.ts'
import { issueCodes } from '../../../client/verbs/issue-codes.ts'
import { pause } from '../../../client/verbs/pause.ts'
import { publishCalendar } from '../../../client/verbs/publish-calendar.ts'
import { rate } from '../../../client/verbs/rate.ts'
import { reorganise } from '../../../client/verbs/reorganise.ts'
import { reschedule } from '../../../client/verbs/reschedule.ts'
import { resume } from '../../../client/verbs/resume.ts'
import { settleStep } from './stages.ts'
import { edit, nextVersion } from './versions.ts'
import { checker, office, openYear, smallPack, type TestBase, type Year } from './year.ts'

const s = '{ article: 一, quote: 得分按下列办法计算 }'
/** Adds an anonymous evaluation: three codes for one group, two for the other, fewer than two ratings count for nothing. */
export function withBallot(files: Record<string, string>): void {
  const inputs = ['party', 'congress'].map(
    (key) => `  by.${key}: { type: number, min: "0", max: "100", label: 代表评价, by: 代表, source: ${s} }\n`,
  )
  files['scoring.yaml'] = files['scoring.yaml']!.replace('  verification:', `${inputs.join('')}  verification:`)
  files['plan.yaml'] = files['plan.yaml']!.replace(
    '  - { key: computation,',
    `  - { key: delegates, kind: ballot, name: 代表评价, actor: nobody, classes: [departments], floor: "2", below: notAssessed, places: "1", late: lapse,
      groups: [{ key: party, name: 党代表, codes: "3", input: by.party }, { key: congress, name: 人大代表, codes: "2", input: by.congress }],
      opens: 2017-12-11, due: 2017-12-15, source: ${s} }\n  - { key: computation,`,
  )
}

/**
 * A year in which everything happens that its plan did not foresee: 甲局 got until 12 April, the declaration of the towns was put off to the 14th, the
 * year stood still from Wednesday the 12th to Friday the 14th, 甲局 has another name, the rules were amended, two of three and one of two rated, the
 * notice of 2018 was entered. It is Monday, 2017-12-18, 10:00.
 */
export async function eventfulYear(base: Pick<TestBase, 'database'>): Promise<Year> {
  const year = await openYear(base, { pack: smallPack(withBallot), cycle: 'eventful', calendarUntil: 2017 })
  const act = year.as(office)
  await year.openNow('declaration')
  await year.openNow('town-declaration')
  await year.moveTo('2017-04-05T02:00:00.000Z')
  const tasks = [(await year.task('declaration', '甲局')).id]
  await extend(act, { tasks, until: '2017-04-12', document: '府办〔2017〕3号', reason: '防汛值守' })
  await reschedule(act, { step: 'town-declaration', until: '2017-04-14', document: '府办〔2017〕4号', reason: '镇换届' })
  await year.moveTo('2017-04-12T02:00:00.000Z')
  await pause(act, { clocks: 'stopped', document: '府办〔2017〕5号', reason: '集中搬迁' })
  await year.moveTo('2017-04-14T02:00:00.000Z')
  await resume(act, { document: '府办〔2017〕6号', reason: '搬迁完成' })
  await year.moveTo('2017-10-09T02:00:00.000Z')
  await reorganise(act, {
    kind: 'rename',
    unit: '甲局',
    name: '甲委员会',
    on: '2017-10-01',
    document: '县编委〔2017〕8号',
    reason: '机构改革',
  })
  const pack = nextVersion(year.pack, (files) => {
    withBallot(files)
    edit('scoring.yaml', 'places: "2"', 'places: "3"')(files)
  })
  await amend(act, { pack, document: '小字8号', reason: '并列过多' })
  await decideAmendment(year.as(checker), { amendment: 1, outcome: 'approve' })
  await voted(year)
  await year.moveTo('2017-12-18T02:00:00.000Z')
  await settleStep(year, 'delegates')
  const content = { year: '2018', ...publishedTables['2018'] }
  await publishCalendar(act, { content, document: '国办发明电〔2017〕12号' })
  return year
}

async function voted(year: Year): Promise<void> {
  await year.moveTo('2017-12-11T00:30:00.000Z')
  await year.openNow('delegates')
  const codes: Record<string, string[]> = {}
  await issueCodes(year.as(office), { step: 'delegates', keep: (given) => given.forEach((group) => (codes[group.key] = [...group.codes])) })
  const { database, cycle } = year
  for (const code of [...codes['party']!.slice(0, 2), codes['congress']![0]!])
    await rate({ database, cycle }, { code, content: { ratings: { 甲局: '90', 乙局: '80' } } })
}
