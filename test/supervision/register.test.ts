import { describe, expect, test } from 'vitest'
import { registerText } from '../../client/cli/verbs/register.ts'
import { requestCollection } from '../../client/verbs/request-collection.ts'
import { ruleCollection } from '../../client/verbs/rule-collection.ts'
import { burdenMonths } from '../../client/views/cycle-burden.ts'
import { registerView } from '../../client/views/register.ts'
import { sanctioned } from '../../scoring/supervision/register.ts'
import { readPack } from '../support/packs.ts'
import { checker, entriesOf, liaison, office, openYear, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
/** Xicheng’s rule: 非经领导小组批准,各部门不得进行单独考核. */
const approved = smallPack((files) => {
  files['supervision.yaml'] = 'register: { approver: 领导组, source: { article: 一, quote: 得分按下列办法计算 } }\n'
})
const wish = { units: ['甲局', '丙镇'], what: '信访台账', document: '信联〔2017〕5号', due: '2017-05-12' }
const start = (pack = approved) => openYear(base, { pack, at: '2017-05-02T02:00:00.000Z' })
const ask = (year: Year, content: object = {}, post = '牵头办#1') => requestCollection(year.as(post), { content: { ...wish, ...content } })
const toldOf = async (year: Year) => {
  const rows = await base.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).orderBy('id').execute()
  return rows.map(({ post, kind, title, detail }) => `${post} ${kind} ${title}${detail === null ? '' : `（${detail}）`}`)
}

describe('what a body wants from units outside the plan', () => {
  test('reaches no unit before the body that the pack names has approved it', async () => {
    const year = await start()
    expect(await ask(year)).toMatchObject({ number: 1, approver: '领导组' })
    expect(await toldOf(year)).toEqual(['领导组#1 informed 请批准第 1 号：向 2 个单位收集“信访台账”（依据 信联〔2017〕5号）'])
    expect(await burdenMonths(base.database, year.cycle, '甲局')).toEqual([])
    expect(await ruleCollection(year.as('领导组#1'), { number: '1', outcome: 'approve', document: '会议纪要3号' })).toMatchObject({
      told: 2,
    })
    expect((await toldOf(year)).slice(1)).toEqual([
      '丙镇/联络员 asked 信联〔2017〕5号：信访台账',
      '甲局/联络员 asked 信联〔2017〕5号：信访台账',
      '牵头办#1 decided 第 1 号：信访台账（已批准，已告知各单位）',
    ])
    expect(await burdenMonths(base.database, year.cycle, '甲局')).toEqual([{ month: '2017-05', forms: 1, files: 0, visits: 0, over: [] }])
    expect((await entriesOf(year)).slice(-2)).toMatchObject([
      { verb: 'requestCollection', subject: 'collection/1', by: '牵头办#1' },
      { verb: 'ruleCollection', subject: 'collection/1', by: '领导组#1', content: { outcome: 'approve', document: '会议纪要3号' } },
    ])
  })

  test('is refused in words without a document, by a unit, for a unit that there is not, or for a day that is none', async () => {
    const year = await start()
    await refused(base, 'bad-input', /document：不能为空/, () => ask(year, { document: ' ' }))
    await refused(base, 'bad-input', /收集材料的登记的内容不符合要求.*document/, () => ask(year, { document: undefined }))
    await refused(base, 'wrong-role', /日程以外的材料应由机构提出，“甲局\/联络员”是被考评单位的岗位/, () => ask(year, {}, liaison('甲局')))
    await refused(base, 'bad-input', /被要求的单位应恰好包含 1 项.*多出 丁局/, () => ask(year, { units: ['甲局', '丁局'] }))
    await refused(base, 'bad-input', /units：至少一个单位/, () => ask(year, { units: [] }))
    await refused(base, 'bad-input', /今日或以后的工作日，实为 2017-05-13/, () => ask(year, { due: '2017-05-13' })) // a Saturday
    await refused(base, 'bad-input', /今日或以后的工作日，实为 2017-04-28/, () => ask(year, { due: '2017-04-28' }))
  })

  test('that is not approved stays on record with the reason, and no unit hears of it', async () => {
    const year = await start()
    await ask(year)
    await refused(base, 'bad-input', /应写明理由/, () => ruleCollection(year.as('领导组#1'), { number: '1', outcome: 'refuse' }))
    await ruleCollection(year.as('领导组#1'), { number: '1', outcome: 'refuse', reason: '与自查重复' })
    expect((await toldOf(year)).slice(1)).toEqual(['牵头办#1 decided 第 1 号：信访台账（不予批准：与自查重复）'])
    const { outside } = await registerView(base.database, year.cycle)
    expect(outside).toMatchObject([
      { number: 1, asker: '牵头办', units: ['甲局', '丙镇'], ruling: { outcome: 'refuse', reason: '与自查重复' } },
    ])
    await refused(base, 'already-done', /第 1 号已经不予批准，不能再定/, () =>
      ruleCollection(year.as('领导组#1'), { number: '1', outcome: 'approve' }),
    )
  })

  test('is approved by nobody else, nor by who asked', async () => {
    const year = await start()
    await ask(year)
    await refused(base, 'wrong-role', /第 1 号应由“领导组”批准，岗位“考核办#1”无权办理/, () =>
      ruleCollection(year.as(office), { number: '1', outcome: 'approve' }),
    )
    await refused(base, 'not-found', /没有第 2 号/, () => ruleCollection(year.as('领导组#1'), { number: '2', outcome: 'approve' }))
    await refused(base, 'bad-input', /outcome/, () => ruleCollection(year.as('领导组#1'), { number: '1', outcome: 'accept' }))
    const plain = await start(smallPack()) // a pack that names nobody: the office approves
    await ask(plain, {}, office)
    await refused(base, 'wrong-role', /是提出人，不能批准自己提出的第 1 号/, () =>
      ruleCollection(plain.as(office), { number: '1', outcome: 'approve' }),
    )
    expect(await ruleCollection(plain.as(checker), { number: '1', outcome: 'approve' })).toMatchObject({ outcome: 'approve' })
  })
})

describe('the register', () => {
  test('of Xicheng says who asks which departments for what, and by which article', () => {
    const found = sanctioned(readPack('xicheng-2013')).map(({ step, asker, visits }) => [
      step.key,
      asker,
      visits,
      'article' in step.source ? step.source.article : '',
    ])
    expect(found).toEqual([
      ['declaration', 'office', false, '五(一)1'],
      ['analysis-2013-q2', 'office', false, '五(二)1'],
      ['analysis-2013-q3', 'office', false, '五(二)1'],
      ['analysis-2013-q4', 'office', false, '五(二)1'],
      ['half-year-report', 'office', false, '五(二)1'],
      ['inspection-2013-q2', 'office', true, '五(二)2'],
      ['inspection-2013-q3', 'office', true, '五(二)2'],
      ['annual-report', 'office', false, '五(三)1'],
      ['annual-inspection', 'office', true, '五(三)3'],
      ['rectification', 'office', false, '六(一)'],
    ])
  })

  test('is a table of the plan, and below it what was asked outside it', async () => {
    const year = await start()
    await ask(year)
    const view = await registerView(base.database, year.cycle)
    expect(view).toMatchObject({ approver: '领导组', rule: { article: '一' } })
    const lines = registerText(view).split('\n')
    expect(lines.find((line) => line.startsWith('self-check'))).toMatch(/^self-check +考核办 +部门 +填报 +一/)
    expect(lines.find((line) => line.startsWith('spot-check'))).toMatch(/^spot-check +考核办 +部门 +检查 +一/)
    expect(lines).toContain('日程以外的收集，须有文件，经领导组批准：')
    expect(lines.at(-1)).toMatch(/1 +牵头办 +信访台账 +信联〔2017〕5号 +甲局、丙镇 +2017-05-12 +待领导组批准/)
  })
})
