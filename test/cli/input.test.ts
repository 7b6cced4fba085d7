import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readContent, readEvidence } from '../../client/cli/input.ts'
import { parseLog } from '../../client/cli/verbs/log-verify.ts'
import { readPack } from '../../client/packs.ts'
import { niankao } from './command.ts'

let folder: string
const file = (name: string, content: string | Uint8Array): string => {
  const where = path.join(folder, name)
  fs.writeFileSync(where, content)
  return where
}
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-输入 '))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const GBK = Uint8Array.from([0x61, 0x3a, 0x20, 0xca, 0xd0]) // `a: 市` as an old editor writes it
const refusal = (sentence: RegExp) => ({ name: 'Refusal', code: 'bad-input', message: expect.stringMatching(sentence) as string })

describe('content that somebody hands in', () => {
  test.each([
    ['plain', 'a: 市'],
    ['with CRLF', 'a: 市\r\n'],
    ['with a byte order mark', '\ufeffa: 市'],
    ['as JSON with a byte order mark', '\ufeff{ "a": "市" }'],
  ])('is read %s', async (name, text) => {
    expect(await readContent(file(`${name}.yaml`, text))).toEqual({ a: '市' })
  })

  const many = (name: string, of: string) => `${name}: &${name} [${Array.from({ length: 9 }, () => of).join(', ')}]\n`
  const bomb = many('a', 'x') + many('b', '*a') + many('c', '*b') + many('d', '*c') + many('e', '*d')
  test.each([
    ['gbk.yaml', GBK, /应为 UTF-8 编码的文本，实为其他编码（如 GBK）.*请另存为 UTF-8/],
    ['bytes.json', Uint8Array.from([0xff, 0xfe, 0x00]), /应为 UTF-8 编码/],
    ['bomb.yaml', bomb, /别名（\*）应指向已有的锚点且不超过 100 处/],
    ['nowhere.yaml', 'a: *nowhere', /别名（\*）应指向已有的锚点/],
    ['circle.yaml', 'a: &a\n  - *a\n  - *a\n', /别名（\*）指向自己/],
    ['deep.json', '['.repeat(100_000) + ']'.repeat(100_000), /应不超过 50 层，实际嵌套过深/],
    ['deep.yaml', `${'['.repeat(60)}${']'.repeat(60)}`, /应不超过 50 层/],
  ])('%s is refused in a sentence', async (name, content, sentence) => {
    await expect(readContent(file(name, content))).rejects.toMatchObject(refusal(sentence))
  })

  test('says in Chinese where its YAML is wrong', async () => {
    const error = await readContent(file('two.yaml', 'a: 1\n---\nb: 2\n')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ details: [expect.stringMatching(/two\.yaml:2:1 一个文件应只有一份内容/)] })
  })
})

test('a folder in place of a file is named, for content, evidence and packs', async () => {
  const sentence = /应为文件，实为文件夹/
  await expect(readContent(folder)).rejects.toMatchObject(refusal(sentence))
  expect(() => readEvidence([folder])).toThrow(sentence)
  for (const args of [['score', 'dashiqiao-2017'], ['verify'], ['log', 'verify']]) {
    const { status, stdout, stderr } = await niankao([...args, folder])
    expect([status, stdout, stderr]).toEqual([1, '', `\`${folder}\` 应为文件，实为文件夹。\n`])
  }
})

test('a pack in another encoding is refused, not read as something else', () => {
  const pack = fs.mkdtempSync(path.join(folder, 'pack-'))
  fs.writeFileSync(path.join(pack, 'pack.yaml'), GBK)
  expect(() => readPack(pack)).toThrow(/pack\.yaml` 应为 UTF-8 编码的文本/)
})

describe('an exported log', () => {
  const line = { cycle: 'c', seq: 1, entry: '1', verb: 'open', subject: 'c', content: '{}', by: 'p', at: 't', previous: 'x', hash: 'y' }
  const read = (value: unknown) => parseLog('log.jsonl', `${JSON.stringify(line)}\n${JSON.stringify(value)}\n`)

  test('has the fields that are hashed, as texts, and no others', () => {
    expect(read({ ...line, seq: 2 })).toHaveLength(2)
    expect(() => read({ ...line, content: ['{}'] })).toThrow(/应为 log export 导出的文件，实为：第 2 条的 content 不合格式/)
    expect(() => read({ ...line, seq: '2' })).toThrow(/第 2 条的 seq/)
    expect(() => read({ ...line, note: 'more' })).toThrow(/第 2 条的 note/)
    expect(() => read({})).toThrow(/第 2 条的 cycle/)
    expect(() => read(null)).toThrow(/第 2 条的 cycle/)
    expect(() => read('text')).toThrow(/第 2 条的 cycle/)
  })
})
