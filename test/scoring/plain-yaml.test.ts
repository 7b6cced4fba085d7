import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseDocument } from 'yaml'
import { describe, expect, test } from 'vitest'
import { plainYaml } from '../../scoring/pack/plain-yaml.ts'
import { readYaml } from '../../scoring/pack/read-yaml.ts'

const root = join(import.meta.dirname, '../..')
/** What the careful reader makes of a text: its value, or undefined where something is wrong. */
const careful = (text: string): unknown => {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, prettyErrors: false })
  return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 })
}

test.each(globSync(['packs/**/*.yaml', 'test/**/*.yaml'], { cwd: root }))('%s is read alike by both readers', (file) => {
  const text = readFileSync(join(root, file), 'utf8')
  expect(readYaml(file, text).value).toEqual(careful(text))
})

test('most files of the shipped packs are plain', () => {
  const files = globSync('packs/**/*.yaml', { cwd: root })
  const plain = files.filter((file) => plainYaml(readFileSync(join(root, file), 'utf8')) !== undefined)
  expect(plain.length).toBeGreaterThan(files.length * 0.7)
})

describe('whatever is read without positions', () => {
  const piece = fc.constantFrom(
    'a',
    '甲',
    '1',
    '0.5',
    '"',
    "'",
    ': ',
    ':',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    ', ',
    '{ ',
    ' }',
    '[',
    ']',
    '#',
    ' # ',
    '-',
    '?',
    '~',
    'null',
    '=',
    '\\n',
  )
  test('is read alike by the careful reader, and nothing is wrong with it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('')
        fc.pre(
          text.split('\n').every((line) => ['[]', '{}'].every(([open, close]) => line.split(open!).length === line.split(close!).length)),
        )
        const value = plainYaml(text)
        if (value !== undefined) expect(careful(text)).toEqual(value)
      }),
      { numRuns: 20_000 },
    )
  })
})
