import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fixture, niankao, niankaoJson } from '../cli/command.ts'

const PACK = 'dashiqiao-2017'
let folder: string
const at = (name: string): string => path.join(folder, name)

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-excel-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

test('a facts file goes out and comes back, and scores the same', async () => {
  expect(await niankao(['export', PACK, fixture('facts.yaml'), at('f.xlsx')])).toMatchObject({
    status: 0,
    stdout: `已将 2 个单位的事实写入 ${at('f.xlsx')}。\n`,
  })
  expect(await niankao(['import', PACK, at('f.xlsx'), at('back.yaml')])).toMatchObject({ status: 0 })
  const hashes = await Promise.all(
    [fixture('facts.yaml'), at('back.yaml')].map(
      async (file) => (await niankaoJson<{ resultHash: string }>(['score', PACK, file])).json.resultHash,
    ),
  )
  expect(hashes[0]).toBe(hashes[1])
})

test('what would change is told before anything is written', async () => {
  const facts = `pack: ${PACK}\nunits:\n  示例垂管单位甲: { imported.raw: "189.40", imported.full: { value: "200", origin: 文件1 } }\n`
  const older = `pack: ${PACK}\nunits:\n  示例垂管单位甲: { imported.raw: "180" }\n  示例垂管单位乙: { imported.raw: "96.9" }\n`
  fs.writeFileSync(at('facts.yaml'), facts)
  fs.writeFileSync(at('older.yaml'), older)
  await niankao(['export', PACK, at('facts.yaml'), at('f.xlsx')])
  const { status, stdout } = await niankao(['import', PACK, at('f.xlsx'), at('older.yaml'), '--dry-run'])
  expect(status).toBe(0)
  expect(stdout.split('\n').toSorted()).toEqual(
    [
      '',
      '增 1 项，改 1 项，删 1 项。',
      '未写入。',
      '增 示例垂管单位甲 imported.full：200（来源 文件1）',
      '改 示例垂管单位甲 imported.raw：180 → 189.40',
      '删 示例垂管单位乙 imported.raw：96.9',
    ].toSorted(),
  )
  expect(fs.readFileSync(at('older.yaml'), 'utf8')).toBe(older)
  const { json } = await niankaoJson<{ written: boolean; changes: unknown[] }>(['import', PACK, at('f.xlsx'), at('older.yaml')])
  expect([json.written, json.changes]).toEqual([
    true,
    expect.arrayContaining([{ unit: '示例垂管单位乙', fact: 'imported.raw', before: '96.9', after: null }]),
  ])
  expect(fs.readFileSync(at('older.yaml'), 'utf8')).toContain('imported.raw: "189.40"')
})

test('with one wrong cell, or over something else, nothing is written', async () => {
  await niankao(['export', PACK, fixture('facts.yaml'), at('f.xlsx')])
  fs.writeFileSync(at('notes.yaml'), 'mine: true\n')
  const refused = await niankao(['import', PACK, at('f.xlsx'), at('notes.yaml')])
  expect([refused.status, refused.stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('notes.yaml 应为这个规则包的事实文件')])
  expect(fs.readFileSync(at('notes.yaml'), 'utf8')).toBe('mine: true\n')
  const { status, json } = await niankaoJson<{ error: { code: string; details: string[] } }>([
    'import',
    'xicheng-2013',
    at('f.xlsx'),
    at('new.yaml'),
  ])
  expect([status, json.error.code]).toEqual([1, 'bad-input'])
  expect(json.error.details[0]).toBe(
    '工作表“说明”单元格 B1：规则包应为 `xicheng-2013`，实为 `dashiqiao-2017`；请核对是不是这个规则包的工作簿。',
  )
  expect(fs.readdirSync(folder).toSorted()).toEqual(['f.xlsx', 'notes.yaml'])
  expect(await niankao(['import', PACK, at('none.xlsx')])).toMatchObject({ status: 1, stderr: `没有文件 \`${at('none.xlsx')}\`。\n` })
  expect(await niankao(['export', PACK, fixture('facts.yaml'), at('f.csv')])).toMatchObject({ status: 1 })
})

test('neither loads a server or a database', async () => {
  const loaded = at('loaded')
  await niankao(['export', PACK, fixture('facts.yaml'), at('f.xlsx')], { NODE_V8_COVERAGE: loaded })
  await niankao(['import', PACK, at('f.xlsx')], { NODE_V8_COVERAGE: loaded })
  const reports = fs.readdirSync(loaded).map((name) => fs.readFileSync(path.join(loaded, name), 'utf8'))
  expect(reports).toHaveLength(2)
  expect(reports.every((text) => text.includes('/client/excel/facts-workbook.ts'))).toBe(true)
  expect(reports.filter((text) => /node_modules\/(@temporalio|pg|kysely|fastify)\//.test(text))).toEqual([])
})
