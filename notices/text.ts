import type { Entry } from './entry.ts'
import type { Letter } from './letter.ts'
import { words } from './words.ts'

/** The plain-text twin: everything that the HTML says, in the same order. */
export function textOf(letter: Letter): string {
  const sections = letter.sections.flatMap((section) => [
    section.heading,
    '',
    ...section.entries.flatMap((entry, at) => [...numbered(entry, at + 1), '']),
  ])
  const page = letter.link === undefined ? [] : [words.label(words.open, letter.link), '']
  return [letter.greeting, '', letter.opening, '', ...sections, ...page, '-- ', ...letter.footer, ''].join('\n')
}

/** The lines of an entry, its title first. */
export function linesOfEntry({ title, facts, actions, link }: Entry): string[] {
  return [
    title,
    ...facts.map(({ label, value }) => words.label(label, value)),
    ...actions.map(({ sentence, command }) => words.commandIn(sentence, command)),
    ...(link === undefined ? [] : [words.linkIn(link)]),
  ]
}

/** Only the first line of an item starts at the margin, so that text of people can never look like the next item. */
function numbered(entry: Entry, number: number): string[] {
  return linesOfEntry(entry).map((line, at) => (at === 0 ? words.number(number) : '   ') + line)
}
