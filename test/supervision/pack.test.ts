import { describe, expect, test } from 'vitest'
import { lint, parsePack } from '../../scoring/index.ts'
import { plannedMonths } from '../../scoring/supervision/asks.ts'
import { packFiles, readPack } from '../support/packs.ts'

/** What lint says of the file of supervision of a pack, after a change. */
function said(change: [string | RegExp, string]): string[] {
  const files = packFiles('xicheng-2013')
  const text = files['supervision.yaml']!.replace(...change)
  expect(text).not.toBe(files['supervision.yaml'])
  const parsed = parsePack({ ...files, 'supervision.yaml': text })
  if (!parsed.ok) return parsed.problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
  return lint(parsed.pack, parsed.locate)
    .filter(({ file }) => file === 'supervision.yaml')
    .map(({ severity, code, line, message }) => `${severity} ${code} ${line} ${message}`)
}

describe('supervision.yaml', () => {
  test('is optional: a pack without it has the hash that it had', () => {
    const { 'supervision.yaml': _, ...files } = packFiles('xicheng-2013')
    const parsed = parsePack(files)
    expect(parsed.ok && 'supervision' in parsed.pack).toBe(false)
    expect(readPack('zhongshan-2012').supervision).toBeUndefined()
  })

  test.each<[string, [string | RegExp, string], RegExp]>([
    [
      'a leader who is nobody',
      ['leader: 领导小组', 'leader: 领导'],
      /^error unknown-reference 12 知会的机构应在 roster.yaml 中，实为 `领导`/,
    ],
    [
      'an approver who may not approve',
      ['approver: 领导小组', 'approver: 区财政局'],
      /^error unknown-reference 21 批准的机构应为 .*office、领导小组.*实为 `区财政局`/,
    ],
    ['two slips of one name', ['slip: 通报单', 'slip: 督办单'], /^error duplicate-key .* 各级单子的名称应不重复，实为 `督办单` 两次/],
    ['a rule without words or an assumption', ['  assumes: [slips]\n', ''], /^error number .*“提醒单”中的 1 应见于所引的条文/],
    ['words that the regulation does not have', ['进行分析研判', '进行研判'], /^error quotation/],
    [
      'a month that asks for more than the ceiling',
      ['forms: "3"', 'forms: "2"'],
      /^warning burden 16 with-window 类单位 2013-07 月应至多 2 表，日程实要 3 表（年度绩效任务与目标值、挑战值申报、部门二季度分析研判、上半年绩效任务落实自评报告）/,
    ],
    ['a kind of step that there is not', ['selfCheck', 'selfcheck'], /^supervision.yaml:4 /],
  ])('%s', (_, change, sentence) => {
    expect(said(change)[0]).toMatch(sentence)
  })

  test('two steps that ask for the same within a month are a hole until somebody answers for them', () => {
    const files = packFiles('xicheng-2013')
    files['assumptions.yaml'] = files['assumptions.yaml']!.replace('answers: [number, repeated-request]', 'answers: [number]')
    const parsed = parsePack(files)
    const found = parsed.ok ? lint(parsed.pack, parsed.locate) : []
    expect(found.map(({ severity, code, message }) => `${severity} ${code} ${message}`)).toEqual([
      expect.stringMatching(
        /^error repeated-request 2013-07 月向同一单位要两次各项指标的进度（部门二季度分析研判、上半年绩效任务落实自评报告），是否合并应写明/,
      ),
    ])
  })
})

test('what the plan of the district asks of each of its departments, counted by hand', () => {
  const months = plannedMonths(readPack('xicheng-2013')).filter((each) => each.class === 'with-window')
  expect(months.map(({ month, asked: { forms, files, visits } }) => `${month}: ${forms} ${files} ${visits}`)).toEqual([
    '2013-07: 3 1 0', // the declaration, the analysis of the second quarter, the half-year report with its files
    '2013-08: 0 0 1', // the inspection of the second quarter
    '2013-10: 1 0 1',
    '2013-12: 1 0 0',
    '2014-01: 1 1 1',
  ])
})

test('towns rate nobody and departments rate them: a form for those who rate', () => {
  const months = plannedMonths(readPack('dashiqiao-2017')).filter((each) => each.month === '2018-01')
  expect(Object.fromEntries(months.map((each) => [each.class, each.asked.forms]))).toEqual({
    'departments-1': 2,
    'departments-2': 2,
    towns: 1,
  })
})
