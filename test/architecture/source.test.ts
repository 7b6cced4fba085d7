import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const skipped = new Set(['node_modules', '.git', '.niankao', 'dist', 'fixtures'])
const sources = walk('.').filter((file) => /\.(ts|tsx|mjs)$/.test(file))
const typescript = sources.filter((file) => !file.endsWith('.mjs'))

/** Places and documents of the regulations: the code that runs them must not know one of them. A comment may cite an article. */
const names = /dashiqiao|大石桥|heshan|赫山|zhongshan|中山市|liaoning|辽宁省|xicheng|西城区|大委办发|营口/i

describe('the source', () => {
  test('is found at all', () => {
    expect(typescript).toContain('test/architecture/source.test.ts')
  })

  test('imports files by the name they have: Node runs the sources and finds no `.js` beside them', () => {
    const wrong = /(?:from|import|import\()\s*['"](\.{1,2}\/[^'"]+\.jsx?)['"]/
    expect(lines(typescript, wrong)).toEqual([])
  })

  test('names no regulation outside its pack: rules are data', () => {
    const product = typescript.filter((file) => !/^(test|packs)\//.test(file))
    expect(lines(product, names)).toEqual([])
  })

  test('has no file over 300 lines', () => {
    const long = sources
      .map((file) => `${file}: ${read(file).split('\n').length - 1}`)
      .filter((entry) => Number(entry.split(': ')[1]) > 300)
    expect(long).toEqual([])
  })
})

function walk(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(name)
    return [name]
  })
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/** The text with its comments blanked out and its line numbers kept. */
function code(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** `file:line: text` of every line of code that matches. */
function lines(files: string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    code(file)
      .split('\n')
      .flatMap((text, n) => (pattern.test(text) ? [`${file}:${n + 1}: ${text.trim()}`] : [])),
  )
}
