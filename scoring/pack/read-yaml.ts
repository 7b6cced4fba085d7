import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, Node, YAMLParseError } from 'yaml'
import type { Problem } from '../problem.ts'
import { plainYaml } from './plain-yaml.ts'

/** A YAML text read with the failsafe schema: every scalar is a string. `place` gives line and column of a JSON pointer, of the nearest parent if it is not there. */
export type YamlText = { value: unknown; problems: Problem[]; place: (path: string) => { line: number; column: number } }

const words: Record<string, string> = {
  DUPLICATE_KEY: '同一层中键不得重复，请删去或改名其中一个',
  BAD_INDENT: '缩进不一致，请按层次对齐',
  TAB_AS_INDENT: '缩进只能用空格，不能用制表符',
  MULTILINE_IMPLICIT_KEY: '键应写在一行内，请检查冒号后是否缺空格',
  MULTIPLE_DOCS: '一个文件应只有一份内容，请删去 --- 以后的部分',
}

/** What is wrong with a YAML text, in words. */
export const yamlSentence = ({ code, message }: YAMLParseError): string => `${words[code] ?? `应为合法的 YAML，实为：${message}`}。`
/** The same for an alias that leads nowhere, or to too much. */
export const aliasSentence = (error: unknown): string =>
  `别名（*）应指向已有的锚点且不超过 100 处，实为：${error instanceof Error ? error.message : String(error)}。请直接写出内容。`

/** Reads YAML (JSON is a subset). Never throws: what cannot be read is a problem with its position. */
export function readYaml(file: string, text: string): YamlText {
  const value = plainYaml(text)
  if (value === undefined) return readCarefully(file, text)
  let read: YamlText | undefined
  // positions are looked up only where something is wrong: the text is read again for them
  return { value, problems: [], place: (path) => (read ??= readCarefully(file, text)).place(path) }
}

/** Reads with a position for everything. */
function readCarefully(file: string, text: string): YamlText {
  const counter = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, lineCounter: counter, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { line, column: col }
  }
  const problems = document.errors.map((error): Problem => {
    const code = `yaml-${error.code.toLowerCase().replaceAll('_', '-')}`
    return { file, ...at(error.pos[0]), path: '', code, message: yamlSentence(error) }
  })
  const value: unknown = problems.length === 0 ? plain(document, problems, file) : null
  return { value, problems, place: (path) => at(offsetOf(document, path)) }
}

function plain(document: Document.Parsed, problems: Problem[], file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    problems.push({ file, line: 1, column: 1, path: '', code: 'yaml-alias', message: aliasSentence(error) })
    return null
  }
}

function offsetOf(document: Document.Parsed, path: string): number {
  let node: unknown = document.contents
  let offset = start(node) ?? 0
  for (const part of pointerParts(path)) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === part)
      if (!isPair(pair)) return offset
      offset = start(pair.value) ?? start(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      offset = start(node) ?? offset
    } else return offset
  }
  return offset
}

const start = (node: unknown): number | undefined => (node as Node | null)?.range?.[0]

/** `/rules/a~1b/0` as its parts. */
export function pointerParts(path: string): string[] {
  const parts = path.split('/').slice(1)
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const escaped = (part: string): string => (/[~/]/.test(part) ? part.replaceAll('~', '~0').replaceAll('/', '~1') : part)

/** Parts as a JSON pointer. */
export function pointer(parts: readonly PropertyKey[]): string {
  let text = ''
  for (const part of parts) text += `/${escaped(String(part))}`
  return text
}
