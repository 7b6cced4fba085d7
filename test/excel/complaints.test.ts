import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { factsWorkbook, readFactsWorkbook } from '../../client/excel/facts-workbook.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Facts } from '../../scoring/index.ts'
import { mini } from '../scoring/packs.ts'

const pack = mini('{ op: input, name: x }')
const facts: Facts = {
  pack: 'mini',
  units: {
    甲: { x: { value: '1.5', origin: '文号1' }, on: 'true', indicators: { '1': { full: '20', result: '18' }, '2': { full: '10' } } },
    乙: { ratings: ['90', '80'], events: [{ points: '2', level: 'high' }] },
  },
}
/**
 * The sheets of this pack, as they are written (names in the order of the alphabet; each followed by its origin):
 * 单位 A @unit, B last, D off, F on, H x, J y · 指标 A @unit, B @key, C @name, D full, F kind, H node, J result, L @none
 * 事项 A @unit, B indicator, D level, F on, H points, J project, L @origin, M @none · 参数 A @parameter, B @label, C @value, D @origin · 评分 A @unit, B @value, C @origin, D @none
 * From row 3: 甲, 乙, 丙, 丁.
 */
type Change = (workbook: ExcelJS.Workbook) => void

async function changed(change: Change): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(new Uint8Array(await factsWorkbook(pack, facts)).buffer)
  change(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
const put =
  (sheet: string, cells: Record<string, ExcelJS.CellValue>): Change =>
  (workbook) => {
    for (const [address, value] of Object.entries(cells)) workbook.getWorksheet(sheet)!.getCell(address).value = value
  }

/** Every complaint about a workbook that was changed. */
async function complaints(change: Change): Promise<readonly string[]> {
  try {
    await readFactsWorkbook(pack, await changed(change), 'f.xlsx')
  } catch (error) {
    if (error instanceof Refusal) return error.details.length > 0 ? error.details : [error.message]
    throw error
  }
  return []
}
const unit = (cells: Record<string, ExcelJS.CellValue>): Change => put('单位', cells)

describe('a cell that is no text', () => {
  test.each<[string, ExcelJS.CellValue, string]>([
    ['a formula', { formula: 'H3*2', result: 3 }, '单元格 H4：应为文字，实为公式 =H3*2；请改为公式的结果'],
    ['an error', { error: '#N/A' }, '单元格 H4：应为文字，实为错误值 #N/A；请改正'],
    ['rich text', { richText: [{ text: '1' }, { font: { bold: true }, text: '2' }] }, '单元格 H4：应为一种格式的文字，实有几种字体或颜色'],
    ['the remains of a sum', 0.1 + 0.2, '单元格 H4：应为不超过 15 位有效数字的数，实为计算留下的 0.30000000000000004'],
    ['a number with an exponent', 1e21, '单元格 H4：应为普通十进制数，实为 1e+21'],
  ])('that holds %s is named, with advice', async (_, value, sentence) => {
    expect(await complaints(unit({ H4: value }))).toEqual([expect.stringContaining(`工作表“单位”${sentence}`)])
  })

  test('that holds a date is named, with advice', async () => {
    const date = { value: new Date('2014-01-31T00:00:00Z'), numFmt: 'yyyy-mm-dd' }
    expect(await complaints((workbook) => Object.assign(workbook.getWorksheet('单位')!.getCell('H4'), date))).toEqual([
      expect.stringContaining('工作表“单位”单元格 H4：应为文字，实为日期格式；请把单元格改为文本格式'),
    ])
  })

  test('that shows another number than it holds is named', async () => {
    const shown = (value: number, format: string) =>
      complaints((workbook) => Object.assign(workbook.getWorksheet('单位')!.getCell('H4'), { value, numFmt: format }))
    expect(await shown(0.95, '0%')).toEqual([expect.stringContaining('单元格 H4：所存的 0.95 与按格式“0%”显示的不同')])
    expect(await shown(12.345, '0.00')).toHaveLength(1)
    expect(await shown(12.34, '0.00')).toEqual([])
  })

  test('that is merged with others is named by the others', async () => {
    expect(await complaints((workbook) => workbook.getWorksheet('单位')!.mergeCells('H4:H5'))).toEqual([
      expect.stringContaining('工作表“单位”单元格 H5：应为单独的单元格，实与 H4 合并；请取消合并'),
    ])
  })

  test('but a plain number or a truth is what it shows', async () => {
    const read = await readFactsWorkbook(pack, await changed(unit({ H4: 12.5, J4: -3, F4: true })), 'f.xlsx')
    expect(read.units['乙']).toMatchObject({ x: '12.5', y: '-3', on: 'true' })
  })
})

describe('headings, rows and sheets', () => {
  test.each<[string, Change, string[]]>([
    ['an unknown heading', unit({ J1: 'z' }), ['工作表“单位”单元格 J1：第一行应为', '工作表“单位”第一行应有 `y`']],
    ['a heading that stands twice', unit({ J1: 'x' }), ['单元格 J1：第一行的名称不得重复，`x` 已见于 H1', '第一行应有 `y`']],
    ['a column without a heading', unit({ M4: '5' }), ['工作表“单位”单元格 M4：这一列应有第一行的名称']],
    ['a unit that is not in the roster', unit({ A4: '戊' }), ['工作表“单位”单元格 A4：单位应在 roster.yaml 中，实为 `戊`']],
    ['a unit that stands twice', unit({ A4: '甲' }), ['工作表“单位”单元格 A4：一个单位应只有一行，`甲` 重复']],
    ['a row without a unit', unit({ A3: null }), ['工作表“单位”单元格 A3：应写明单位，实为空缺']],
    ['an indicator that stands twice', put('指标', { B4: '1' }), ['工作表“指标”单元格 B4：一个单位的一项指标应只有一行']],
    ['an indicator without a key', put('指标', { B4: null }), ['工作表“指标”单元格 A4：应有指标的键']],
    ['a parameter that stands twice', put('参数', { A4: 'closing' }), ['工作表“参数”单元格 A4：一个参数应只有一行，`closing` 重复']],
    ['a rating without a value', put('评分', { B3: null }), ['工作表“评分”单元格 A3：应有评分（@value）']],
    [
      'a sheet of something else',
      (workbook) => (workbook.addWorksheet('草稿').getCell('B2').value = 1),
      ['工作表“草稿”单元格 B2：应只有工作表'],
    ],
    ['a sheet that was taken out', (workbook) => workbook.removeWorksheet('评分'), ['应有工作表“评分”，实际没有']],
  ])('%s', async (_, change, sentences) => {
    expect(await complaints(change)).toEqual(sentences.map((sentence) => expect.stringContaining(sentence) as string))
  })
})

describe('what stands in a cell', () => {
  test.each<[string, Change, string]>([
    ['may not set what the pack has set', put('参数', { A3: 'rate', C3: '2' }), '工作表“参数”单元格 C3：参数“系数”已由规则包定为 1.50'],
    ['may not be a day that there is not', put('参数', { C3: '2014-02-30' }), '工作表“参数”单元格 C3：“结束日”应为日期 YYYY-MM-DD'],
    ['is checked as a facts file is', put('指标', { J3: '21' }), '工作表“指标”单元格 J3：“得分”应不超过满分 20，实为 `21`'],
    ['may not be out of bounds in a list', put('评分', { B4: '101' }), '工作表“评分”单元格 B4：“评分”应为不高于 100 的数，实为`101`'],
    ['may not be an unknown choice of an event', put('事项', { D3: 'middle' }), '工作表“事项”单元格 D3：“事项”应为high、low 之一'],
    ['may not say that something does not apply without a reason', unit({ H4: '不适用：' }), '工作表“单位”单元格 H4：不适用应写明原因'],
    ['may not be an origin without a value', unit({ I4: '文号2' }), '工作表“单位”单元格 I4：应先有值再有来源'],
    ['may not say “无” beside other rows', put('事项', { M3: '无' }), '工作表“事项”单元格 M3：写“无”的单位应没有别的内容'],
    [
      'may not say anything else there',
      put('评分', { A5: '丙', D5: '没有' }),
      '工作表“评分”单元格 D5：应为“无”或“不适用：原因”，实为 `没有`',
    ],
  ])('%s', async (_, change, sentence) => {
    expect(await complaints(change)).toEqual([expect.stringContaining(sentence)])
  })

  test('is reported with everything else that is wrong', async () => {
    const all = await complaints((workbook) => {
      unit({ H3: 'abc', H4: { formula: '1+1', result: 2 } })(workbook)
      put('评分', { A3: '戊' })(workbook)
      put('指标', { D3: '-1e2' })(workbook)
    })
    expect(all.map((line) => line.split('：')[0]).toSorted()).toEqual([
      '工作表“单位”单元格 H3',
      '工作表“单位”单元格 H4',
      '工作表“指标”单元格 D3',
      '工作表“评分”单元格 A3',
    ])
  })
})

describe('a workbook', () => {
  test('of another pack, or of this one before it was changed, is told so and nothing else', async () => {
    expect(await complaints(put('说明', { B1: 'other' }))).toEqual([
      '工作表“说明”单元格 B1：规则包应为 `mini`，实为 `other`；请核对是不是这个规则包的工作簿。',
    ])
    expect(await complaints(put('说明', { B2: 'f'.repeat(64) }))).toEqual([expect.stringContaining('工作表“说明”单元格 B2：摘要应为')])
    expect(await complaints((workbook) => workbook.removeWorksheet('说明'))).toEqual([expect.stringContaining('应有工作表“说明”')])
  })
})
