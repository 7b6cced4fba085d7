import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../client/excel/csv.ts'
import { readResults } from '../../client/excel/read-results.ts'
import { resultsCsv, resultsForm, resultsWorkbook } from '../../client/excel/results-form.ts'
import { Refusal } from '../../records/refusal.ts'
import type { PlanStep } from '../../scoring/index.ts'
import { readPack } from '../support/packs.ts'

const dashiqiao = readPack('dashiqiao-2017')
const heshan = readPack('heshan-2013')
const formOf = (pack: typeof heshan, key: string, cycle = '2013-赫山') =>
  resultsForm(pack, cycle, pack.plan.find((step) => step.key === key) as Extract<PlanStep, { kind: 'results' }>)
const publicForm = formOf(heshan, 'public-results')
const tableForm = formOf(heshan, 'survey-places')

/** A filled CSV: the rows of the form with their second cell replaced. */
function filled(form = publicForm, value: (unit: string) => string = () => '90'): string[] {
  const lines = resultsCsv(form)
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  return lines.map((line, index) => (index < 5 ? line : `${line.split(',')[0]},${value(line.split(',')[0] ?? '')}`))
}
const csv = (lines: string[]): Buffer => Buffer.from(lines.join('\r\n'))
const details = async (form: typeof publicForm, bytes: Buffer, file = '结果.csv'): Promise<[string, ...string[]]> => {
  const error: unknown = await readResults(form, bytes, file).catch((thrown: unknown) => thrown)
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, found ${JSON.stringify(error)}`)
  return [error.code, ...error.details]
}

describe('what comes back', () => {
  test('a score for each unit, from a workbook and from CSV', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(new Uint8Array(await resultsWorkbook(publicForm)).buffer)
    const sheet = workbook.getWorksheet('结果')!
    for (let row = 3; row <= sheet.rowCount; row++) sheet.getCell(row, 2).value = '91.25'
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer())
    const content = await readResults(publicForm, bytes, '结果.xlsx')
    expect(Object.keys(content.results)).toHaveLength(106)
    expect(content.results['区审计局']).toBe('91.25')
    expect(await readResults(publicForm, csv(filled(publicForm, () => '91.25')), '结果.csv')).toEqual(content)
  })

  test('raw and full points where the pack wants both', async () => {
    const form = formOf(dashiqiao, 'imported-results', '2017-大石桥')
    const lines = filled(form, (unit) => (unit === form.units[0]?.key ? '189.40,200' : '95,100'))
    const { results } = await readResults(form, csv(lines), 'a.csv')
    expect(results[form.units[0]!.key]).toEqual({ raw: '189.40', full: '200' })
    const wrong = filled(form, () => '201,200')
    expect((await details(form, csv(wrong)))[1]).toBe(`结果.csv 单元格 B6：${form.units[0]!.key} 的得分应不超过满分 200，实为 \`201\`。`)
  })

  test('facts as the pack declares them, or why one does not apply', async () => {
    const lines = filled(tableForm, (unit) => (unit === '泉交河镇' ? '不适用：没有参加民调' : '12'))
    const { results } = await readResults(tableForm, csv(lines), 'a.csv')
    expect(results['泉交河镇']).toEqual({ 'surveys.lowest': { notApplicable: '没有参加民调' } })
    expect(results['牌口乡']).toEqual({ 'surveys.lowest': '12' })
    const [code, first] = await details(tableForm, csv(filled(tableForm, (unit) => (unit === '泉交河镇' ? '0.5' : '12'))))
    expect([code, first]).toEqual(['bad-input', expect.stringMatching(/^结果\.csv 单元格 B6：.*0\.5/)])
  })
})

describe('complaint 17: a file is for one step of one cycle, and nothing of it is taken while a cell is wrong', () => {
  test('the file of another year, or of another survey, is refused and says which it is', async () => {
    const other = resultsCsv(formOf(heshan, 'public-results', '2012-赫山'))
    expect(await details(publicForm, Buffer.from(other))).toEqual([
      'conflict',
      '结果.csv 单元格 B1：周期应为 `2013-赫山`，实为 `2012-赫山`；请用 niankao results form 另取一份填写。',
    ])
    expect(await details(publicForm, Buffer.from(resultsCsv(tableForm)))).toEqual([
      'conflict',
      '结果.csv 单元格 B2：环节应为 `public-results`，实为 `survey-places`；请用 niankao results form 另取一份填写。',
    ])
    expect((await details(publicForm, csv(filled().slice(3))))[0]).toBe('conflict') // the rows that say what it is for cut off
    expect((await details(publicForm, await resultsWorkbook(tableForm), 'a.xlsx'))[1]).toContain('工作表“说明”单元格 B2：环节应为')
  })

  test('headings that are used again, wrong or lacking', async () => {
    const lines = filled()
    const heading = (text: string) => details(publicForm, csv(lines.map((line, index) => (index === 3 ? text : line))))
    expect(await heading('@unit,public,public')).toEqual([
      'bad-input',
      '结果.csv 单元格 C4：第一行的名称不得重复，实为 `public` 两次；请删去其中一列。',
    ])
    expect(await heading('@unit,leaders')).toEqual([
      'bad-input',
      '结果.csv 单元格 B4：第一行应为 @unit、public 之一，实为 `leaders`；请更正或删去这一列。',
      '结果.csv 单元格 A4：第一行应有 public，实际没有；请补上。',
    ])
  })

  test('each wrong cell is told with its address', async () => {
    const lines = filled(publicForm, (unit) => (unit === '泉交河镇' ? '101' : unit === '兰溪镇' ? '' : unit === '龙光桥镇' ? '1e2' : '90'))
    lines.push('区审计局,90', '某局,90', ',88')
    expect((await details(publicForm, csv(lines))).toSorted()).toEqual(
      [
        'bad-input',
        '结果.csv 单元格 B6：泉交河镇 的“公众评估”应为 0 到 100 之间的数，如 92.5，实为 `101`。',
        '结果.csv 单元格 A7：兰溪镇 的“公众评估”应填写，实为空缺；空缺不是零，请补上。',
        '结果.csv 单元格 B8：龙光桥镇 的“公众评估”应为 0 到 100 之间的数，如 92.5，实为 `1e2`。',
        '结果.csv 单元格 A112：一个单位应只有一行，`区审计局` 已见于 结果.csv 单元格 A70；请并作一行。',
        '结果.csv 单元格 A113：应为参加本环节的单位，实为 `某局`；请更正。',
        '结果.csv 单元格 A114：应写明单位，实为空缺；请补上，或删去这一行。',
      ].toSorted(),
    )
    expect(await details(publicForm, csv(filled().slice(0, -1)))).toEqual([
      'bad-input',
      expect.stringMatching(/^结果\.csv 单元格 A4：应有全部 106 个单位，缺 .+；请补上。$/),
    ])
  })

  test('a file in another encoding, or with an open quotation mark', async () => {
    expect(await readResults(publicForm, Buffer.from([0xd6, 0xd0]), 'a.csv').catch((e: unknown) => String(e))).toContain('应为 UTF-8')
    expect(() => readCsv(Buffer.from('a,"b\nc,d'), 'a.csv')).toThrow('a.csv 第 1 行的引号没有成对')
  })
})

test('CSV as spreadsheets write it: quotation marks, line breaks within a cell, blanks', () => {
  const cells = readCsv(Buffer.from('\uFEFFa,"b, ""c""\nd",\r\n\r\n, e \n'), 'a.csv').map(({ number, cells: row }) => [
    number,
    row.map((cell) => ('text' in cell ? `${cell.address} ${cell.text}` : '')),
  ])
  expect(cells).toEqual([
    [1, ['A1 a', 'B1 b, "c"\nd']],
    [3, ['B3 e']],
  ])
})
