import { dueText } from '../../calendar/index.ts'
import { h, type Html } from '../../notices/html.ts'
import { kindWords } from '../../notices/words.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { table } from './table.ts'
import { words } from './words.ts'

type Letter = RehearsalReport['letters'][number]

/** Every notice, receiver by receiver. */
export function letters({ letters: all, notices, digests }: RehearsalReport): Html[] {
  const receivers = [...Map.groupBy(all, (letter) => letter.to)]
  const { day, kind, title, due, detail } = words.letters
  return [
    h('p', {}, words.lettersIntro(notices, digests)),
    h('p', { class: 'paper muted' }, words.lettersOnScreen),
    ...receivers.map(([post, list]) =>
      h('details', {},
        h('summary', {}, words.receiver(post, list.length)),
        table([day, kind, title, due, detail], list.map(cells)),
      ),
    ),
  ] // prettier-ignore
}

const cells = (letter: Letter): string[] => [letter.day ?? '', kindOf(letter.kind), letter.title, dueOf(letter), letter.detail ?? '']
const kindOf = (kind: string): string => (kindWords as Record<string, string>)[kind] ?? kind
const dueOf = ({ dueAt, was }: Letter): string =>
  dueAt === null ? '' : was === null ? dueText(dueAt) : words.was(dueText(was), dueText(dueAt))
