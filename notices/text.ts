import type { Action, Entry } from './entry.ts'
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
export function linesOfEntry(entry: Entry): string[] {
  return [entry.title, ...entry.facts.map(({ label, value }) => words.label(label, value)), ...entry.actions.flatMap(actionLines)]
}

/** Only the first line of an item starts at the margin, so that text of people can never look like the next item. */
function numbered(entry: Entry, number: number): string[] {
  return linesOfEntry(entry).map((line, at) => (at === 0 ? words.number(number) : '   ') + line)
}

function actionLines(action: Action): string[] {
  const command = words.commandIn(action.sentence, action.command)
  return action.link === undefined ? [command] : [command, words.linkIn(action.link)]
}
