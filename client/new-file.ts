import fs from 'node:fs'
import { Refusal } from '../records/refusal.ts'

/** A file that nobody has yet, readable by its owner alone; `undo` takes it away again. @throws Refusal `bad-input` where it exists or has no folder */
export function newFile(file: string): { write(text: string): void; undo(): void } {
  try {
    fs.closeSync(fs.openSync(file, 'wx', 0o600))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new Refusal('bad-input', `\`${file}\` 应是一个新文件，实际已经存在，未予改动；请另指一个。`)
    if (code === 'ENOENT') throw new Refusal('bad-input', `\`${file}\` 所在的文件夹不存在；请先建立。`)
    throw error
  }
  return { write: (text) => fs.writeFileSync(file, text, { flush: true }), undo: () => fs.rmSync(file, { force: true }) }
}
