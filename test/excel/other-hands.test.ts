import { expect, test } from 'vitest'
import { readWorkbook } from '../../client/excel/workbook.ts'
import { packed, zip } from './zip-by-hand.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`

/** A workbook as another program may write it: one sheet with these cells of row 1, and these shared texts. */
const workbook = (cells: string, texts = '', after = ''): Buffer =>
  zip([
    packed(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    packed(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    ),
    packed('xl/sharedStrings.xml', `<sst xmlns="${main}">${texts}</sst>`),
    packed('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData><row r="1">${cells}</row></sheetData>${after}</worksheet>`),
  ])

/** What is read in the cell A1. */
async function first(cell: string, text = ''): Promise<string | undefined> {
  const [sheet] = await readWorkbook(workbook(cell, text), 'f.xlsx')
  const [read] = sheet?.rows[0]?.cells ?? []
  return read && ('text' in read ? read.text : read.wrong)
}
const shared = '<c r="A1" t="s"><v>0</v></c>'

test.each<[string, string, string, string | undefined]>([
  ['a text', shared, '<si><t>12.50</t></si>', '12.50'],
  ['a text with its blanks and lines', shared, '<si><t xml:space="preserve"> a\nb </t></si>', ' a\nb '],
  [
    'a text with a note on its reading, as Chinese Excel adds it',
    shared,
    '<si><t>甲局</t><phoneticPr fontId="1" type="noConversion"/></si>',
    '甲局',
  ],
  ['a text with its reading', shared, '<si><t>甲局</t><rPh sb="0" eb="1"><t>jia</t></rPh></si>', '甲局'],
  ['a text in one piece', shared, '<si><r><rPr><b/></rPr><t>12</t></r></si>', '12'],
  [
    'a text in two pieces',
    shared,
    '<si><r><t>1</t></r><r><rPr><b/></rPr><t>2</t></r></si>',
    '应为一种格式的文字，实有几种字体或颜色；请清除格式后重写',
  ],
  ['a text in the cell itself', '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', '', '甲'],
  ['a text without a table', '<c r="A1" t="str"><v>甲</v></c>', '', '甲'],
  ['an empty text', shared, '<si><t/></si>', undefined],
  ['a number in 17 digits that stands for a short one', '<c r="A1"><v>89.590000000000003</v></c>', '', '89.59'],
  ['a number with an exponent that is a plain one', '<c r="A1"><v>1E2</v></c>', '', '100'],
  ['a truth', '<c r="A1" t="b"><v>1</v></c>', '', 'true'],
  ['a formula without a result', '<c r="A1"><f>1+1</f></c>', '', '应为文字，实为公式 =1+1；请改为公式的结果'],
])('%s is read for what it is', async (_, cell, text, wanted) => {
  expect(await first(cell, text)).toBe(wanted)
})

test.each([
  ['a date in words', '<c r="A1" t="d"><v>2014-01-31</v></c>'],
  ['a number with a unit', '<c r="A1"><v>12 分</v></c>'],
  ['a number after a formula that is none', '<c r="A1"><f>1+1</f><v>x</v></c>'],
])('%s is not taken for the number that it begins with', async (_, cell) => {
  await expect(first(cell)).rejects.toThrow('单元格 A1 应为文字，实为另一种写法的日期或数')
})

test('a validation of every cell there is costs nothing', async () => {
  const validation = '<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"1,2"</formula1></dataValidation>'
  const file = workbook(shared, '<si><t>1</t></si>', `<dataValidations count="1">${validation}</dataValidations>`)
  expect(await readWorkbook(file, 'f.xlsx')).toEqual([
    { name: 'Sheet1', rows: [{ number: 1, cells: [{ column: 0, address: 'A1', text: '1' }] }] },
  ])
})

test('a text that the table does not have is a broken workbook', async () => {
  await expect(first('<c r="A1" t="s"><v>9</v></c>')).rejects.toThrow('应为 .xlsx 工作簿')
})
