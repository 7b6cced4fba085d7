/**
 * Something wrong with what was given: a pack file, a facts file, a fact. Never thrown for data, always returned.
 * `message` is a sentence in Chinese: what was expected, what was found, what to do.
 * `path` is a JSON pointer inside the file (`/rules/total/of/0`); line and column count from 1 and are 0 where the text is unknown (JSON).
 */
export type Problem = { file: string; line: number; column: number; path: string; code: string; message: string }

/** A finding of lint: the pack can be read, but it contradicts itself, its regulation or its roster. `article` is '' where none applies. */
export type Finding = {
  code: string
  severity: 'error' | 'warning'
  file: string
  path: string
  line: number
  message: string
  article: string
}

/** A problem without its position. */
export function trouble(file: string, path: string, code: string, message: string): Problem {
  return { file, line: 0, column: 0, path, code, message }
}
