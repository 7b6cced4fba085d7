import fs from 'node:fs'
import { Refusal } from '../records/refusal.ts'

/** The bytes of a file. @throws Refusal `bad-input` for a folder, which the system does not name in its error */
export function readBytes(file: string): Buffer {
  if (fs.statSync(file).isDirectory()) throw new Refusal('bad-input', `\`${file}\` 应为文件，实为文件夹。`)
  return fs.readFileSync(file)
}

/**
 * Text must be UTF-8, with or without a byte order mark: in another encoding (GBK) every name would be stored as something else.
 * @throws Refusal `bad-input`
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('bad-input', `\`${file}\` 应为 UTF-8 编码的文本，实为其他编码（如 GBK）或不是文本；请另存为 UTF-8 后再试。`)
  }
}

/** The text of a file. @throws Refusal `bad-input` */
export const readTextFile = (file: string): string => decodeText(readBytes(file), file)
