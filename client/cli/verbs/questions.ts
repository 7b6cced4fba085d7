import type { Command } from 'commander'
import type { AnsweredHole, Assumption } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, QUESTIONS, VERBS } from '../words.ts'

type Hole = Pick<AnsweredHole, 'code' | 'file' | 'path' | 'message' | 'articles'>
/** The register of a pack: every open question with the holes of the regulation that it answers, and the holes that none answers. */
export type Register = { pack: string; hash: string; questions: (Assumption & { holes: Hole[] })[]; open: Hole[] }

/** What a pack leaves open, and what was decided. @throws Refusal when it cannot be read */
export async function registerOf(where: string): Promise<Register> {
  const [{ readPack }, { holesOf }] = await Promise.all([import('../../packs.ts'), import('../../../scoring/index.ts')])
  const { pack } = readPack(where)
  const holes = holesOf(pack)
  const told = (answer: string | null): Hole[] =>
    holes
      .filter((hole) => hole.answer === answer)
      .map(({ code, file, path, message, articles }) => ({ code, file, path, message, articles }))
  const questions = pack.assumptions.map((assumption) => ({ ...assumption, holes: told(assumption.key) }))
  return { pack: pack.pack.key, hash: pack.hash, questions, open: told(null) }
}

async function answer(where: string): Promise<Answer> {
  const register = await registerOf(where)
  return { json: register, text: () => textOf(register) }
}

function textOf({ pack, questions, open }: Register): string {
  const rows = questions.map(({ key, article, question, options, choice, decided, holes }) => [
    key,
    article,
    question,
    options.find((option) => option.key === choice)?.text ?? choice,
    decided === null ? QUESTIONS.undecided : QUESTIONS.decided(decided),
    [...new Set(holes.map(({ code }) => code))].join(' '),
  ])
  const undecided = questions.filter(({ decided }) => decided === null).length
  const lines = open.map(({ code, file, message, articles }) => `${file} ${message}（${articles.join('、')}）[${code}]`)
  return [table(QUESTIONS.columns, rows), ...lines, QUESTIONS.sum(pack, questions.length, undecided, open.length)].join('\n')
}

/** Adds it to the command line. */
export function registerQuestions(program: Command): void {
  verb(program, 'questions', VERBS.questions).argument('<pack>', ARGUMENTS.pack).action(answering(answer))
}
