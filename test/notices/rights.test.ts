import { expect, test } from 'vitest'
import type { Command } from 'commander'
import { buildProgram } from '../../client/cli/program.ts'
import { commandOf, VERBS_OF } from '../../notices/commands.ts'
import { verbWords } from '../../notices/words.ts'
import type { Verb } from '../../notices/digest.ts'

/** The verbs of the command line, `task list` among them, each with the number of arguments that it must have. */
function commands(program: Command, prefix = ''): Map<string, number> {
  const found = program.commands.flatMap((each): [string, number][] =>
    each.commands.length > 0
      ? [...commands(each, `${prefix}${each.name()} `)]
      : [[`${prefix}${each.name()}`, each.registeredArguments.filter(({ required }) => required).length]],
  )
  return new Map(found)
}
const known = commands(buildProgram())
const verbs = Object.keys(verbWords) as Verb[]

test('complaint 24: every sentence of a notice that tells what one may do names a command that there is', () => {
  expect(verbs.length).toBeGreaterThan(5)
  for (const verb of verbs) {
    const [npx, program, ...words] = commandOf(verb, '17').split(' ')
    expect([npx, program], verb).toEqual(['npx', 'niankao'])
    const name = [words.join(' '), words.slice(0, 2).join(' '), words[0] ?? ''].find((each) => known.has(each))
    expect(name, `“${verbWords[verb]}” offers \`${commandOf(verb, '17')}\``).toBeDefined()
  }
})

test('complaint 24: whatever a kind of notice offers has its sentence, and a right has a live action behind it', () => {
  for (const [kind, offered] of Object.entries(VERBS_OF))
    expect(
      offered.filter((verb) => !(verb in verbWords)),
      kind,
    ).toEqual([])
  expect(verbWords.appeal).toContain('可提出复核申请')
  expect(commandOf('appeal', '17')).toBe('npx niankao appeal 17')
})
