import fs from 'node:fs'
import path from 'node:path'
import { Refusal } from '../records/refusal.ts'

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
