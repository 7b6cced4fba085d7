import fs from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { EvidenceFile } from '../evidence.ts'
import { Refusal } from '../../records/refusal.ts'

/** The text of a file, or of the standard input for `-`. */
export async function readText(file: string): Promise<string> {
  return file === '-' ? text(process.stdin) : fs.readFileSync(file, 'utf8')
}

/**
 * What somebody hands in, from a JSON or YAML file. In YAML every scalar is a string, so that no number is touched on its way; only
 * the words `true`, `false` and `null` mean themselves, unless they stand in quotation marks.
 * @throws Refusal `bad-input` naming line and column
 */
export async function readContent(file: string): Promise<unknown> {
  const written = await readText(file)
  if (file.endsWith('.json') || /^\s*[[{]/.test(written)) {
    try {
      return JSON.parse(written)
    } catch (error) {
      if (file.endsWith('.json'))
        throw new Refusal('bad-input', `${file} 应为合法的 JSON，实为：${error instanceof Error ? error.message : String(error)}。`)
    }
  }
  return parseYaml(file, written)
}

const MEANINGS: Record<string, boolean | null> = { true: true, false: false, null: null }

async function parseYaml(file: string, written: string): Promise<unknown> {
  const { isScalar, LineCounter, parseDocument, visit } = await import('yaml')
  const counter = new LineCounter()
  const document = parseDocument(written, { schema: 'failsafe', uniqueKeys: true, lineCounter: counter, prettyErrors: false })
  const details = document.errors.map((error) => {
    const { line, col } = counter.linePos(error.pos[0])
    return `${file}:${line}:${col} ${error.message}`
  })
  if (details.length > 0) throw new Refusal('bad-input', `${file} 应为合法的 YAML，实际有 ${details.length} 处错误。`, details)
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && isScalar(node) && node.type === 'PLAIN' && Object.hasOwn(MEANINGS, String(node.value)))
        node.value = MEANINGS[String(node.value)]
    },
  })
  return document.toJS({ maxAliasCount: 100 }) as unknown
}

const MEDIA_TYPES: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
}

/** Files that prove something, as a submission takes them. */
export function readEvidence(files: readonly string[]): EvidenceFile[] {
  return files.map((file) => ({
    name: path.basename(file),
    mediaType: MEDIA_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    bytes: fs.readFileSync(file),
  }))
}
