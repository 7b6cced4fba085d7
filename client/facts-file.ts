import fs from 'node:fs'
import path from 'node:path'
import { stringify } from 'yaml'
import { Refusal } from '../records/refusal.ts'
import { readFacts, type Facts, type Pack } from '../scoring/index.ts'
import { problemLines } from './packs.ts'
import { readTextFile } from './text-file.ts'

/** Facts of a file. @throws Refusal `bad-input` with file, line and column of each problem */
export function readFactsFile(pack: Pack, file: string): Facts {
  const read = readFacts(pack, readTextFile(file), file)
  if (read.ok) return read.facts
  throw new Refusal('bad-input', `事实文件 ${file} 有 ${read.problems.length} 处错误，未予采用。`, problemLines(read.problems))
}

/** Facts as the YAML of a facts file: values in quotation marks where an editor could take them for a number. */
export function factsYaml(facts: Facts): string {
  return stringify(facts, { lineWidth: 0, aliasDuplicateObjects: false })
}

/** Writes a file whole or not at all. @throws Refusal `bad-input` where there is no such folder */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(path.resolve(file))
  if (!fs.existsSync(folder)) throw new Refusal('bad-input', `没有文件夹 \`${folder}\`，\`${file}\` 不能写入其中；请先建立。`)
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) throw new Refusal('bad-input', `\`${file}\` 应为文件，实为文件夹。`)
  const beside = path.join(folder, `.${path.basename(file)}.${process.pid}`)
  try {
    fs.writeFileSync(beside, content)
    fs.renameSync(beside, file)
  } finally {
    fs.rmSync(beside, { force: true })
  }
}
