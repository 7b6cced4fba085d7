import { test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { at, publishedTables } from '../../calendar/index.ts'
import { cycleClock } from '../../records/clock.ts'
import { underReview } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, putBook, smallPack, useDatabase } from '../support/small-pack/year.ts'
import { by, paper, taskOf, useCommands } from './verbs.ts'

const base = useDatabase()
const { says, file } = useCommands(base)
test('people: a post is left, filled and delegated, and its history tells so', async () => {
  const year = await openYear(base)
  const { cycle } = year
  const who = liaison('甲局')
  await says(
    [['post', 'list', cycle], /甲局\/联络员 +甲局联络员/],
    [['post', 'set', cycle, who, '--name', '张三', '--mail', 'zhangsan@example.gov.cn', ...by(office)], /张三/],
    [['post', 'vacate', cycle, who, ...paper, ...by(office)], /岗位 甲局\/联络员 空缺。0 项未办任务/],
    [['post', 'fill', cycle, who, '--name', '李四', ...paper, ...by(office)], /由 李四 担任，接办 0 项未办任务/],
    [['post', 'history', cycle, who], /登记 +张三 +zhangsan@example\.gov\.cn .*\n空缺 +张三 .* 考办〔2017〕7号 +工作需要 +考核办1号岗\n补任 +李四/],
    [['post', 'history', cycle, '乙局/联络员'], /^该岗位还没有登记过担任人。$/m],
    [['post', 'delegate', cycle, who, '--to', liaison('乙局'), '--from', '2017-03-27', '--until', '2017-03-31', '--scope', 'both', ...paper, ...by(office)], /委托 乙局\/联络员 代办已开的和以后的任务，至 2017-03-31/],
    [['post', 'delegate', cycle, who, '--end', ...paper, ...by(office)], /对 乙局\/联络员 的委托已结束/],
  ) // prettier-ignore
}, 60_000)

test('dates: a step is put off, the year is paused and resumed, notices are entered, and each deadline is explained', async () => {
  const year = await openYear(base, { calendarUntil: 2017 })
  await year.openNow('declaration')
  const { cycle } = year
  const notice = file('2018.json', JSON.stringify({ year: '2018', ...publishedTables['2018'] }))
  await says(
    [['cycle', 'reschedule', cycle, 'declaration', '--until', '2017-04-12', ...paper, ...by(office)], /declaration 截止：2017-04-07 24:00 → 2017-04-12 24:00/],
    [['cycle', 'pause', cycle, '--clocks', 'stopped', ...paper, ...by(office)], /自 2017-03-27 00:00 起暂停/],
    [['cycle', 'status', cycle], /【暂停】自 2017-03-27 00:00 起.*期限中止计算/],
    [['cycle', 'resume', cycle, ...paper, ...by(office)], /恢复，暂停 0 个工作日/],
    [['cycle', 'changes', cycle], /【暂停】[^]*【期限的变动】\n {2}\d+ 改期/],
    [['calendar', 'why', cycle, 'declaration'], /^declaration：2017-04-12 24:00/],
    [['calendar', 'publish', cycle, notice, '--document', '国办发明电〔2017〕12号', ...by(office)], /已收录为工作日历第 1 版/],
    [['calendar', 'show', cycle], /开启时已知至 2017 年的放假安排。\n {2}第 1 版：2018 年，国办发明电〔2017〕12号/],
    [['cycle', 'retry', cycle, 'declaration', '--reason', '已更正', ...by(office)], /环节 declaration 已重试/],
  ) // prettier-ignore
}, 60_000)

test('supervision: slips, lights, burden, the register and evidence', async () => {
  const s = '{ article: 一, quote: 得分按下列办法计算 }'
  const pack = smallPack((files) => {
    files['supervision.yaml'] = [
      `lights: { kinds: [declaration], source: ${s}, assumes: [way] }`,
      `ladder: { series: 督办, rungs: [{ slip: 提醒单, after: "1", days: "2" }], source: ${s}, assumes: [way] }`,
      `register: { approver: 领导组, source: ${s} }`,
      `burden: { forms: "2", source: ${s}, assumes: [way] }`,
    ].join('\n')
  })
  const year = await openYear(base, { pack })
  const { cycle } = year
  await year.openNow('declaration')
  await year.moveTo(at('2017-04-10', '08:30'))
  await holdRound(base.database, cycleClock, cycle, false)
  const task = await taskOf(year, 'declaration', '甲局')
  const wish = file('wish.yaml', 'units: [甲局, 丙镇]\nwhat: 信访台账\ndocument: 信联〔2017〕5号\ndue: 2017-04-20\n')
  await says(
    [['cycle', 'slips', cycle, '--of', '甲局'], /督办〔2017〕\d号 +提醒单 .*甲局 .*待答复/],
    [['slip', 'answer', task, '--measures', '加班补齐', '--by', '2017-04-11', ...by(liaison('甲局'))], /督办〔2017〕\d号已答复，2017-04-11 24:00/],
    [['cycle', 'lights', cycle, '--month', '2017-04'], /甲局 +红[^]*绿灯 0，黄灯 0，红灯 2，未亮 0/],
    [['cycle', 'burden', cycle, '--unit', '甲局'], /2017-04 +1 +0 +0/],
    [['register', 'request', cycle, wish, ...by('牵头办#1')], /已登记为第 1 号，待 领导组 批准/],
    [['register', 'rule', cycle, '1', 'approve', '--document', '会议纪要3号', ...by('领导组#1')], /已批准，告知 2 个单位/],
    [['cycle', 'register', cycle], /日程以外的收集[^]*信访台账/],
    [['evidence', 'list', cycle, '--of', '甲局'], /没有报送过佐证材料/],
  ) // prettier-ignore
}, 60_000)

test('review and repair: what was handed in is taken back, returned, given to others, passed over and scored instead, each reason kept', async () => {
  const year = await openYear(base)
  await underReview(year)
  const [own, review] = [await taskOf(year, 'declaration', '甲局'), await taskOf(year, 'review', '甲局')]
  const other = await taskOf(year, 'review', '乙局')
  await says(
    [['task', 'show', review], /^review：甲局\n/],
    [['withdraw', own, '--reason', '分值写错', ...by(liaison('甲局'))], /已撤回，仍在案；任务重新开启，期限 2017-04-13 24:00/],
    [['task', 'reassign', year.cycle, other, '--to', '牵头办', ...paper, ...by(office)], /考核办 → 牵头办，通知 牵头办#1/],
    [['task', 'bypass', other, ...paper, ...by(office)], /已提出，待考核办另一岗位确认/],
    [['task', 'bypass', other, '--confirm', ...by('考核办#2')], /已办理/],
    [['decision', 'list', year.cycle, '--step', 'review'], /越过/],
    [['task', 'history', other], /考核办 → 牵头办[^]*越过/],
  )
  await year.moveTo('2017-12-11T00:30:00.000Z')
  await putBook(year)
  await year.openNow('assessment')
  const task = await taskOf(year, 'assessment', '甲局@乙局办')
  const score = file('score.yaml', 'items:\n  - { indicator: "1", points: "18", ground: 一件逾期 }\n')
  await says(
    [['task', 'substitute-score', task, score, ...paper, ...by(office)], /已提出，待考核办另一岗位确认/],
    [['task', 'substitute-score', task, '--confirm', ...by('考核办#2')], /已办理/],
  )
}, 60_000)
