import { describe, expect, test } from 'vitest'
import { checkZip, MOST_BYTES } from '../../client/excel/zip.ts'
import { readWorkbook, writeWorkbook } from '../../client/excel/workbook.ts'
import { packed, zip } from './zip-by-hand.ts'

const workbook = packed('xl/workbook.xml', '<workbook/>')

describe('before a workbook is unpacked', () => {
  test('a plain one passes', async () => {
    expect(() => checkZip(zip([workbook]), 'f.xlsx')).not.toThrow()
    const written = await writeWorkbook([{ name: '甲', rows: [['1']], headings: 0 }])
    expect(() => checkZip(written, 'f.xlsx')).not.toThrow()
  })

  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), '应为 .xlsx 工作簿，实际不是或已损坏'],
    ['a text', Buffer.from('单位,得分\n甲,1\n'), '应为 .xlsx 工作簿，实际不是或已损坏'],
    [
      'an old or encrypted workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      '实为旧式 .xls 或设有密码',
    ],
    ['a zip file of something else', zip([packed('a.txt', 'a')]), '应为 .xlsx 工作簿'],
    ['a zip file that was cut off', zip([workbook]).subarray(0, 60), '应为 .xlsx 工作簿'],
    ['a directory that names more than there is', zip([workbook], 7), '应为 .xlsx 工作簿'],
    ['contents that cannot be unpacked', zip([{ ...workbook, packed: Buffer.from('\xff\xff\xff', 'latin1') }]), '应为 .xlsx 工作簿'],
    ['a file over the limit', Buffer.alloc(MOST_BYTES + 1), '应不超过 20 MB，实为 20.0 MB'],
    [
      'much in little, whatever size it claims',
      zip([workbook, packed('xl/a.bin', Buffer.alloc(210_000_000), 10)]),
      '展开后应不超过 200 MB',
    ],
    [
      'merged cells without end',
      zip([workbook, packed('xl/worksheets/sheet1.xml', '<mergeCell ref="A1:XFD1048576"/>')]),
      '很大的合并单元格',
    ],
  ])('%s is told in a sentence', (_, bytes, sentence) => {
    expect(() => checkZip(bytes, 'f.xlsx')).toThrow(sentence)
  })

  test('what is a zip file with a workbook of nonsense is told so too', async () => {
    await expect(readWorkbook(zip([packed('xl/workbook.xml', '<workbook><sheets><')]), 'f.xlsx')).rejects.toThrow('应为 .xlsx 工作簿')
  })
})
