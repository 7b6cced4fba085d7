/** A command as it is typed; words that a shell would read otherwise are quoted. */
export const commandLine = (...words: readonly string[]): string => ['npx niankao', ...words.map(shellWord)].join(' ')

function shellWord(word: string): string {
  return /^[\p{L}\p{N}_./:@=,〔〕-][\p{L}\p{N}_./:@=,〔〕#-]*$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
