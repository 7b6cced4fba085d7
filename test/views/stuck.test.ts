import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { sendDigests } from '../../activities/send-digests.ts'
import { at, isWorkingDay } from '../../calendar/index.ts'
import { stuckText } from '../../client/cli/verbs/cycle-stuck.ts'
import { registerPost } from '../../client/verbs/register-post.ts'
import { pause } from '../../client/verbs/pause.ts'
import { bypass } from '../../client/verbs/repair.ts'
import { vacatePost } from '../../client/verbs/vacate-post.ts'
import type { StuckItem } from '../../client/views/shapes/stuck.ts'
import { stuckView } from '../../client/views/stuck/index.ts'
import { openMailer } from '../../notices/index.ts'
import { cycleClock } from '../../records/clock.ts'
import { hand, ruleOn, underReview } from '../support/small-pack/stages.ts'
import { checker, liaison, office, openYear, putBook, smallPack, third, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const laddered = smallPack((files) => {
  files['supervision.yaml'] = `ladder:
  series: 督办
  rungs:
    - { slip: 提醒单, after: "1", days: "2" }
    - { slip: 通报单, after: "1", days: "3", leader: 领导组 }
  source: { article: 一, quote: 得分按下列办法计算 }
  assumes: [way]
`
})

/** All that comes after the review of what the departments declare. */
const BLOCKS =
  'review approval task-book town-task-book adjustment self-check spot-check report process assessment verification deliberation computation feedback appeals final publication rectification'.split(
    ' ',
  )
const stuck = (year: Year, post: string = office) => stuckView(base.database, year.cycle, post)
async function only(year: Year, kind: StuckItem['kind'], post: string = office): Promise<StuckItem> {
  const found = (await stuck(year, post)).items.filter((item) => item.kind === kind)
  expect(found.map(({ title }) => title)).toHaveLength(1)
  return found[0]!
}
/** The daily rounds of every worked day from one to another, both of 2017. */
async function rounds(year: Year, from: string, to: string): Promise<void> {
  for (let day = new Date(`${from}T00:00:00Z`); day <= new Date(`${to}T00:00:00Z`); day.setUTCDate(day.getUTCDate() + 1)) {
    const date = day.toISOString().slice(0, 10)
    if (!isWorkingDay(date)) continue
    await year.moveTo(at(date, '08:30'))
    await holdRound(base.database, cycleClock, year.cycle, false)
  }
}
/** 乙局 declared, 甲局 did not; it was due at the end of Friday, 2017-04-07. */
async function undeclared(pack = smallPack()): Promise<Year> {
  const year = await openYear(base, { pack })
  await year.openNow('declaration')
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'key' }] })
  return year
}
const commands = ({ verbs }: StuckItem): string[] => verbs.map(({ command }) => command.replace('npx niankao ', ''))

describe('what is late', () => {
  test('says whom it waits for, since when, how many working days late, how often reminded, and what can be done', async () => {
    const year = await undeclared()
    // reminders: three working days before (Saturday 1 April is worked, 2–4 are 清明), one before; late on the first and the sixth day
    await rounds(year, '2017-03-28', '2017-04-17')
    await year.moveTo(at('2017-04-18', '10:00'))
    const { id } = await year.task('declaration', '甲局')
    const item = await only(year, 'late')
    expect(item).toMatchObject({
      title: 'declaration：甲局',
      ...{ task: id, unit: '甲局', waitsFor: '甲局', step: { key: 'declaration', name: 'declaration' } },
      // 10, 11, 12, 13, 14, 17, 18 April
      lateDays: 7,
      reason: '等甲局报送（甲局/联络员），自 2017-03-27 00:00 起，期限 2017-04-07 24:00，逾期 7 个工作日。',
      due: '2017-04-07 24:00',
      dueWhy: '期限是办法或考核办定的日期，不按工作日推算。',
      reminders: { count: 4, last: { at: '2017-04-17 08:30', to: '甲局联络员', state: 'kept', why: null } },
      escalated: [],
      blocks: BLOCKS,
    })
    expect(commands(item)).toEqual([
      `submit ${id} 内容.yaml --as 甲局/联络员`,
      // three working days from the 18th: the 21st
      `extend ${id} --until 2017-04-21 --document 文号 --reason 理由 --preview --as 考核办#1`,
      `task bypass ${id} --document 文号 --reason 理由 --preview --as 考核办#1`,
    ])
    expect(item.verbs[1]?.by).toEqual([office, checker, third])
  })

  test('over a holiday: only days that are worked count, and the due day is explained day by day', async () => {
    const year = await openYear(base)
    await underReview(year)
    await year.moveTo(at('2017-04-27', '10:00')) // a Thursday
    await ruleOn(year, 'review', '甲局', 'return', office, '标准不具体')
    await year.moveTo(at('2017-05-09', '10:00'))
    const item = (await stuck(year)).items.find(({ kind, unit, task }) => kind === 'late' && unit === '甲局' && task !== null)!
    // three fresh days: Friday the 28th, then over 29 April – 1 May to 2 and 3 May; late on 4, 5, 8 and 9 May
    expect(item).toMatchObject({ due: '2017-05-03 24:00', lateDays: 4 })
    expect(item.dueWhy).toContain('2017年4月28日（周五）为第 1 个工作日')
    expect(item.dueWhy).toContain('2017年5月1日（周一）不计，国务院放假通知：放假')
    expect(item.dueWhy).toContain('2017年5月3日（周三）为第 3 个工作日')
  })

  test('slips say to whom it was taken higher, and whoever is late may answer them', async () => {
    const year = await undeclared(laddered)
    await rounds(year, '2017-04-06', '2017-04-13')
    const item = await only(year, 'late')
    expect(item.escalated).toEqual([
      { what: '提醒单 督办〔2017〕1号', to: '办理人', at: '2017-04-10 08:30', state: '2017-04-12 24:00 前未答复' },
      { what: '通报单 督办〔2017〕2号', to: '办理人，知会领导组', at: '2017-04-13 08:30', state: '待 2017-04-18 24:00 前答复' },
    ])
    expect(commands(item)[1]).toBe(`slip answer ${item.task} --measures 措施 --by 2017-04-14 --as 甲局/联络员`)
    expect(stuckText(await stuck(year))).toContain(
      '已上报：2017-04-13 08:30 通报单 督办〔2017〕2号，办理人，知会领导组，待 2017-04-18 24:00 前答复',
    )
  })

  test('a gate that somebody has to decide offers its outcomes, and passing it over asks for a second post', async () => {
    const year = await openYear(base)
    await underReview(year)
    await year.moveTo(at('2017-04-17', '10:00'))
    const item = (await stuck(year)).items.find(({ kind, title }) => kind === 'late' && title.includes('甲局'))!
    expect(item).toMatchObject({ waitsFor: '考核办', lateDays: 1 })
    expect(item.verbs.map(({ does, note }) => [does, note])).toEqual([
      ['决定', '或 return，写明 --reason'],
      ['延期', '去掉 --preview 即办理；日期以文件为准'],
      ['越过', '涉及得分或决定，由考核办另一岗位确认后才越过'],
    ])
  })
})

describe('who sees what', () => {
  test('nothing is invisible to the office; a department sees its own and what it may do itself', async () => {
    const year = await undeclared()
    await year.openNow('town-declaration') // 牵头办's
    await year.moveTo(at('2017-04-18', '10:00'))
    const titles = async (post: string) => (await stuck(year, post)).items.flatMap(({ title, kind }) => (kind === 'late' ? [title] : []))
    for (const post of [office, checker, third]) expect(await titles(post)).toEqual(['declaration：甲局', 'town-declaration：丙镇'])
    const gates = (await stuck(year)).items.filter(({ kind }) => kind === 'gate').map(({ title }) => title)
    expect(gates).toEqual(['review', 'town-review'])
    const own = await stuck(year, liaison('甲局'))
    expect(own).toMatchObject({ reader: { post: liaison('甲局'), of: '甲局', all: false }, counts: { late: 1, gate: 0 } })
    expect(own.items.map(commands)).toEqual([[`submit ${(await year.task('declaration', '甲局')).id} 内容.yaml --as 甲局/联络员`]])
    expect(await titles(liaison('乙局'))).toEqual([])
    expect(await titles('牵头办#2')).toEqual(['town-declaration：丙镇'])
    expect(await titles('领导组#1')).toEqual([])
    await expect(stuck(year, '丁局/联络员')).rejects.toMatchObject({ code: 'wrong-role' })
    expect(stuckText(await stuck(year, liaison('乙局')))).toMatch(/以 乙局\/联络员（乙局）查看\n只列本单位（本机构）的。\n没有停住的事。$/)
  })
})

describe('what nobody can do', () => {
  test('is there before it is due, with the posts to be filled', async () => {
    const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
    await putBook(year)
    await year.openNow('assessment')
    for (const post of ['乙局办#1', '乙局办#2']) await vacatePost(year.as(office), { post, document: '乙局人〔2017〕9号', reason: '调离' })
    const item = await only(year, 'nobody')
    expect(item).toMatchObject({ waitsFor: '乙局（考评）', lateDays: null, reminders: { count: 0, last: null } })
    expect(item.reason).toMatch(/^“乙局（考评）”的岗位（乙局办#1、乙局办#2）自 2017-12-11 起空缺，.*可以由考核办补任.*期限 .* 24:00。$/)
    expect(item.escalated).toEqual([{ what: '异常', to: '考核办', at: '2017-12-11 08:30', state: null }])
    const { id } = await year.task('assessment', '甲局@乙局办')
    expect(commands(item)).toEqual([
      `post fill ${year.cycle} 乙局办#1 --name 姓名 --document 文号 --reason 理由 --as 考核办#1`,
      `post fill ${year.cycle} 乙局办#2 --name 姓名 --document 文号 --reason 理由 --as 考核办#1`,
      `extend ${id} --until 2017-12-14 --document 文号 --reason 理由 --preview --as 考核办#1`,
      `task reassign ${year.cycle} ${id} --to 考核办 --document 文号 --reason 理由 --preview --as 考核办#1`,
      `task substitute-score ${id} 内容.yaml --document 文号 --reason 理由 --preview --as 考核办#1`,
      `task bypass ${id} --document 文号 --reason 理由 --preview --as 考核办#1`,
    ])
  })

  test('a repair that waits for its second post says who proposed it, and offers itself to the others only', async () => {
    const year = await openYear(base)
    await underReview(year)
    const { id } = await year.task('review', '甲局')
    await bypass(year.as(checker), { task: id, document: '考办〔2017〕7号', reason: '停摆' })
    const item = await only(year, 'confirm')
    expect(item.reason).toBe('考核办#2 自 2017-04-10 08:30 依《考办〔2017〕7号》提出越过，等考核办另一岗位确认；期限 2017-04-14 24:00。')
    const confirm = item.verbs.find(({ does }) => does === '确认')
    expect(confirm).toMatchObject({ command: `npx niankao task bypass ${id} --confirm --as 考核办#1`, by: [office, third] })
  })
})

describe('steps and the year', () => {
  test('a step whose day has come waits for the gate before it, and says how late it is', async () => {
    const year = await undeclared()
    await year.moveTo(at('2017-04-12', '10:00'))
    const found = (await stuck(year)).items.find(({ step, kind }) => kind === 'gate' && step?.key === 'review')
    // planned for Monday the 10th; two working days later
    expect(found).toMatchObject({
      reason: '应于 2017-04-10 开始，待前置环节办结：declaration；逾期 2 个工作日。',
      since: '2017-04-10',
      lateDays: 2,
    })
    expect(commands(found!)).toEqual([
      `cycle reschedule ${year.cycle} review --until 2017-04-17 --document 文号 --reason 理由 --preview --as 考核办#1`,
    ])
  })

  test('while the year is paused with stopped clocks nobody gets later, and the only verb is to resume', async () => {
    const year = await undeclared()
    await year.moveTo(at('2017-04-12', '10:00'))
    await pause(year.as(office), { clocks: 'stopped', document: '府办〔2017〕5号', reason: '防汛' })
    await year.moveTo(at('2017-04-26', '10:00'))
    const { items } = await stuck(year)
    expect(items.map(({ kind }) => kind)).toEqual(['paused', 'late'])
    expect(items[0]!.reason).toBe(
      '年度暂停，期限中止计算（恢复后按暂停的工作日数顺延）：自 2017-04-12 10:00 起依《府办〔2017〕5号》（防汛），恢复之前不收、不批、不催。',
    )
    expect(commands(items[0]!)).toEqual([`cycle resume ${year.cycle} --document 文号 --reason 理由 --preview --as 考核办#1`])
    expect(items[1]).toMatchObject({ lateDays: 3, verbs: [] }) // 10, 11, 12 April
    expect(items[1]!.reason).toMatch(/^年度暂停，期限中止计算.*，等甲局报送/)
    const own = await stuck(year, liaison('甲局'))
    expect(own.items.map(({ kind, verbs }) => [kind, verbs])).toEqual([
      ['paused', []],
      ['late', []],
    ])
  })
})

describe('the system itself', () => {
  const decided = smallPack((files) => {
    files['assumptions.yaml'] = files['assumptions.yaml']!.replace(
      'decided: null',
      'decided: { by: 考核办, document: 文1, on: 2017-01-05 }',
    )
  })
  const live = async () => openYear(base, { kind: 'live', pack: decided })

  test('messages that nobody takes mean that the worker is down; who is no administrator does not see it', async () => {
    const year = await live()
    expect((await stuck(year)).items.filter(({ kind }) => kind === 'engine' || kind === 'mail')).not.toContainEqual(
      expect.objectContaining({ title: '工作进程' }),
    )
    await sql`update outbox set at = at - interval '2 minutes' where workflow_id = ${`cycle/${year.cycle}`}`.execute(base.database)
    const item = (await stuck(year)).items.find(({ title }) => title === '工作进程')
    expect(item?.reason).toMatch(/^1 条给工作流的消息自 .* 起无人取走：工作进程没有运行，或连不上 Temporal。/)
    expect((await stuck(year, liaison('甲局'))).items).toEqual([])
  })

  test('letters that the mail server does not take are listed with its reason, to the office and to whom they were for', async () => {
    const year = await live()
    await registerPost(year.as(office), { post: liaison('甲局'), name: '张三', mail: 'zhangsan@example.gov.cn' })
    await year.openNow('declaration')
    const morning = at('2017-04-06', '08:30')
    await holdRound(base.database, async () => morning, year.cycle, true)
    const mailer = openMailer({ url: 'smtp://127.0.0.1:1', from: { name: '考评办', address: 'kaoping@example.gov.cn' } })
    await expect(sendDigests(base.database, async () => morning, year.cycle, mailer)).rejects.toThrow(/未能交给邮件服务器/)
    await mailer.close()
    for (const post of [office, liaison('甲局')]) {
      const item = (await stuck(year, post)).items.find(({ kind }) => kind === 'mail')
      expect(item?.reason).toMatch(/^2017-04-06 起给甲局\/联络员的 1 封汇总通知还没有发出，自动重试：.+。通知的内容 notice list 可查。$/)
    }
    expect((await stuck(year, liaison('乙局'))).items.filter(({ kind }) => kind === 'mail')).toEqual([])
  })
})

test('the list costs as many statements for four hundred late tasks as for one', async () => {
  const counted = async (year: Year) => {
    let statements = 0
    const database = base.database.withPlugin({
      transformQuery: ({ node }) => {
        statements++
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const { items } = await stuckView(database, year.cycle, office)
    return { statements, late: items.filter(({ kind }) => kind === 'late').length }
  }
  const year = await undeclared()
  await year.moveTo(at('2017-04-18', '10:00'))
  const one = await counted(year)
  const { id: _, ...task } = await year.task('declaration', '甲局')
  const copies = Array.from({ length: 399 }, (_, place) => ({ ...task, key: `甲局/${place + 10}` }))
  await base.database.insertInto('task').values(copies).execute()
  const many = await counted(year)
  expect([one.late, many.late]).toEqual([1, 400])
  expect(many.statements).toBe(one.statements)
  expect(one.statements).toBeLessThan(40)
})
