import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { EvidenceFile } from '../evidence.ts'
import { decodeText, readBytes, readTextFile } from '../text-file.ts'
import { Refusal } from '../../records/refusal.ts'

/** The text of a file, or of the standard input for `-`. @throws Refusal `bad-input` unless it is UTF-8 */
export async function readText(file: string): Promise<string> {
  return file === '-' ? decodeText(await buffer(process.stdin), '标准输入') : readTextFile(file)
}

/**
 * What somebody hands in, from a JSON or YAML file. In YAML every scalar is a string, so that no number is touched on its way; only
 * the words `true`, `false` and `null` mean themselves, unless they stand in quotation marks.
 * @throws Refusal `bad-input` naming line and column
 */
export async function readContent(file: string): Promise<unknown> {
  const content = await parse(file, await readText(file))
  if (isCircular(content) || isDeeper(content, MOST_DEPTH))
    throw new Refusal('bad-input', `${file} 应不超过 ${MOST_DEPTH} 层，实际嵌套过深，或别名（*）指向自己。`)
  return content
}

function isCircular(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return false
  } catch {
    return true // or so deep that nobody can tell
  }
}

/** No form has more than a few levels; what is deeper would exhaust the stack later on. */
const MOST_DEPTH = 50
const isDeeper = (value: unknown, most: number): boolean =>
  value !== null && typeof value === 'object' && (most === 0 || Object.values(value).some((each) => isDeeper(each, most - 1)))

async function parse(file: string, written: string): Promise<unknown> {
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
  const [{ isScalar, LineCounter, parseDocument, visit }, { aliasSentence, yamlSentence }] = await Promise.all([
    import('yaml'),
    import('../../scoring/pack/read-yaml.ts'),
  ])
  const counter = new LineCounter()
  const document = parseDocument(written, { schema: 'failsafe', uniqueKeys: true, lineCounter: counter, prettyErrors: false })
  const details = document.errors.map((error) => {
    const { line, col } = counter.linePos(error.pos[0])
    return `${file}:${line}:${col} ${yamlSentence(error)}`
  })
  if (details.length > 0) throw new Refusal('bad-input', `${file} 应为合法的 YAML，实际有 ${details.length} 处错误。`, details)
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && isScalar(node) && node.type === 'PLAIN' && Object.hasOwn(MEANINGS, String(node.value)))
        node.value = MEANINGS[String(node.value)]
    },
  })
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown
  } catch (error) {
    throw new Refusal('bad-input', `${file}：${aliasSentence(error)}`)
  }
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
    bytes: readBytes(file),
  }))
}
