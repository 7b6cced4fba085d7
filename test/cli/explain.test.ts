import { beforeAll, describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { computeStep, hand, putFacts, ruleOn } from '../support/small-pack/stages.ts'
import { liaison, openYear, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'
import { niankao, niankaoJson } from './command.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'
/** The small pack with a parameter that is left to a later document, and a grade. */
const pack = smallPack((files) => {
  files['scoring.yaml'] = files['scoring.yaml']!.replace(
    'indicatorFields:',
    `parameters:\n  top: { type: number, min: "0", label: 加分上限, by: 领导组, source: ${s} }\nindicatorFields:`,
  ).replace(
    '{ op: perEvent, over: bonus, points: { field: points } }',
    '{ op: atMost, of: { op: perEvent, over: bonus, points: { field: points } }, limit: { op: parameter, name: top } }',
  )
  files['grades.yaml'] += `grades: [{ key: top, label: 优秀, quota: [{ classes: [departments, towns], places: "1" }], source: ${s} }]\n`
  files['plan.yaml'] = files['plan.yaml']!.replace(
    '  - { key: computation,',
    `  - { key: set, kind: parameters, name: 填报待定参数, names: [top], actor: body:领导组, opens: 2017-12-11, due: 2017-12-15, late: escalate, source: ${s} }\n  - { key: computation,`,
  )
})

let year: Year
let env: Record<string, string>
const explain = (...more: string[]) => niankao(['explain', year.cycle, ...more], env)

beforeAll(async () => {
  env = { DATABASE_URL: base.url }
  year = await openYear(base, { at: '2017-12-11T00:30:00.000Z', pack })
  await putFacts(year)
  await year.openNow('additions')
  const evidence = [{ name: '奖状.txt', mediaType: 'text/plain', bytes: Buffer.from('国家级表彰') }]
  const bonus = { points: '3', ground: '国家级表彰', document: '国字1号' }
  await submit(year.as(liaison('甲局')), { step: 'additions', content: { bonus }, evidence })
  await ruleOn(year, 'additions', '加分/甲局/1', 'approve')
  await year.openNow('set')
  await hand(year, 'set', '领导组', '领导组#1', { values: { top: '2.5' }, document: '领导组〔2017〕9号' })
  await year.openNow('computation', { opens: '2017-12-11', due: '2018-01-05' })
  expect(await computeStep(year, 'computation')).toEqual({ done: true })
})

describe('the result of a cycle', () => {
  test('is explained down to who entered what, when, and with which document and evidence', async () => {
    const { status, stdout } = await explain('甲局')
    expect([status, stdout.split('\n')[0]]).toEqual([0, '甲局：总成绩 205.5，公布成绩 205.50'])
    const line = (start: string): string => stdout.split('\n').find((one) => one.startsWith(`  ${start}：`)) ?? ''
    const entered = '2017-12-11 08:30 录入'
    expect(line('加分上限')).toContain(`2.5　〔一：“得分按下列办法计算”〕　——领导组1号岗 ${entered}；依据：领导组〔2017〕9号`)
    expect(line('加分第 1 项')).toMatch(new RegExp(`3 分，国家级表彰.*——.+ ${entered}；理由：国家级表彰；依据：国字1号；佐证：奖状\\.txt$`))
    expect(line('得分〔1〕')).toMatch(new RegExp(`18　.*——考核办2号岗 ${entered}；理由：一件逾期$`))
    expect(stdout).toContain('第 1 名（共 2 个单位），等次为优秀')
    expect(stdout).toContain('名次：205.50，为最高，第 1 名')
    expect(stdout).not.toMatch(/score\/|addition\/|parameter\/|张市长|李书记/)
  })

  test('as a tree has the total above its parts, and says what stands above already', async () => {
    const { stdout } = await explain('甲局', '--form', 'tree')
    const lines = stdout.split('\n')
    const depth = (start: string): number => lines.find((one) => one.trim().startsWith(`${start}：`))!.search(/\S/)
    expect(depth('公布成绩')).toBeLessThan(depth('加分上限'))
    expect(stdout).toContain('（见上）')
    expect(stdout).toMatch(/加分上限：2\.5\u3000〔一〕\u3000——领导组1号岗/)
  })

  test('as a table has step, calculation, value and article', async () => {
    const { stdout } = await explain('甲局', '--form', 'table')
    expect(stdout).toMatch(/步骤 +算法 +得数 +条款/)
    expect(stdout).toMatch(/公布成绩 +.* 205\.5 四舍五入到 2 位小数 = 205\.50 +205\.50 +一/)
  })

  test('for programs has every row behind a fact', async () => {
    const { json } = await niankaoJson<{
      score: { sentences: { id: string; origin: string | null }[] }
      origins: Record<string, { by: string }>
    }>(['explain', year.cycle, '甲局'], env)
    const { origin } = json.score.sentences.find(({ id }) => id === 'parameter:top')!
    expect(json.origins[origin!]).toMatchObject({ by: '领导组1号岗', document: '领导组〔2017〕9号' })
  })

  test('is not explained for a unit that is not there, nor before it was computed', async () => {
    expect(await explain('没有的单位')).toMatchObject({ status: 1, stderr: expect.stringContaining('没有的单位') as string })
    const early = await openYear(base, { at: '2017-12-11T00:30:00.000Z', pack })
    const { status, stderr } = await niankao(['explain', early.cycle, '甲局'], env)
    expect([status, stderr]).toEqual([1, expect.stringContaining('还没有计算成绩')])
    expect((await niankao(['explain', early.cycle], env)).status).toBe(2)
  })
})
