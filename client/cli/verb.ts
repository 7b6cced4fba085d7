import { InvalidArgumentError, Option, type Command } from 'commander'
import { OPTIONS, type VerbWords } from './words.ts'

/** Begins a verb under `parent`: its name, its words in both languages, and `--json`. */
export function verb(parent: Command, name: string, { zh, en }: VerbWords): Command {
  return parent.command(name).summary(zh).description(`${zh}\n${en}`).addOption(new Option('--json', OPTIONS.json))
}

/** A family of verbs, such as `cycle open`. */
export function family(parent: Command, name: string, { zh, en }: VerbWords): Command {
  return parent.command(name).summary(zh).description(`${zh}\n${en}`)
}

/** `--limit`, a number from 1. */
export const limitOption = (most: number): Option => new Option('--limit <n>', OPTIONS.limit).default(most).argParser(parseLimit)

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('')
  return Number(text)
}
