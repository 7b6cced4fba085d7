import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Command } from 'commander'
import { buildProgram } from '../../client/cli/program.ts'
import { commandOf, VERBS_OF } from '../../notices/commands.ts'
import { niankao, root } from './command.ts'

const leaves = (command: Command, path: string[] = []): [string, Command][] =>
  command.commands.length === 0 ? [[path.join(' '), command]] : command.commands.flatMap((each) => leaves(each, [...path, each.name()]))
const verbs = new Map(leaves(buildProgram()))

/** Every verb with its arguments and options: what scripts rely on. */
const SURFACE = {
  rehearse: '<pack> --json --seed --cycle --html',
  score: '<pack> <facts> --json --trace',
  explain: '<of...> --json --form --computation',
  verify: '<trace> --json --pack',
  lint: '<pack> --json --watch',
  questions: '<pack> --json',
  template: '<pack> --json --sample',
  schema: '[folder] --json',
  export: '<pack> <facts> <workbook> --json',
  import: '<pack> <workbook> [facts] --json --dry-run',
  whatif: '<pack> <facts> --json --set!',
  margins: '<pack> <facts> --json --within',
  diff: '<before> <after> --json',
  shadow: '<last-pack> <facts> <this-pack> --json',
  workdays: '<date> <n> --json',
  'calendar publish': '<cycle> <file> --json --as! --document! --preview --shorten',
  'calendar show': '<cycle> --json',
  'calendar why': '<cycle> <subject> --json',
  'cycle open': '<pack> --json --id --seed --as',
  'cycle status': '<cycle> --json',
  'cycle stuck': '<cycle> --json --as! --of --step --limit',
  'cycle changes': '<cycle> --json',
  'cycle list': '--json',
  'cycle retry': '<cycle> <step> --json --as! --reason!',
  'cycle reschedule': '<cycle> <step> --json --as! --until --opens --document! --reason! --preview',
  'cycle pause': '<cycle> --json --as! --clocks! --document! --reason!',
  'cycle resume': '<cycle> --json --as! --document! --reason! --preview',
  'cycle amend': '<cycle> [pack] --json --as! --set --document --reason --preview',
  'cycle decide-amendment': '<cycle> <amendment> <outcome> --json --as! --reason --document',
  'cycle amendments': '<cycle> --json',
  'cycle circular': '<cycle> --json --computation',
  'cycle archive': '<cycle> <folder> --json --as --document',
  'cycle roll': '<cycle> <pack> --json --id --seed --as --preview',
  'cycle carried': '<cycle> --json --unit',
  'cycle lights': '<cycle> --json --month',
  'cycle slips': '<cycle> --json --of',
  'cycle register': '<cycle> --json',
  'cycle burden': '<cycle> --json --unit',
  'post list': '<cycle> --json --unit --without-mail',
  'post set': '<cycle> <post> --json --as! --name --mail --no-mail --phone --no-phone --document',
  'post vacate': '<cycle> <post> --json --as! --document! --reason!',
  'post fill': '<cycle> <post> --json --as! --name! --mail --phone --document! --reason!',
  'post delegate': '<cycle> <post> --json --as! --to --from --until --scope --end --document! --reason!',
  'post history': '<cycle> <post> --json',
  'task show': '<task> --json',
  'task reassign': '<cycle> [task...] --json --as! --document --reason --preview --of --to!',
  'task bypass': '<task> --json --as! --document --reason --preview --confirm',
  'task substitute-score': '<task> [content] --json --as! --document --reason --preview --confirm',
  'task history': '<task> --json',
  'task list': '[cycle] --json --post --unit --step --state --limit',
  'unit list': '<cycle> --json',
  'unit rename': '<cycle> <unit> --json --as! --on! --document! --reason! --preview --name!',
  'unit merge': '<cycle> <from...> --json --as! --on! --document! --reason! --preview --into! --name --class',
  'unit split': '<cycle> <unit> --json --as! --on! --document! --reason! --preview --into!',
  'unit decide': '<cycle> <unit> <input> <value> --json --as! --indicator --document! --reason!',
  'indicator withdraw': '<cycle> <unit> <indicator> --json --as! --from --document! --reason!',
  submit: '<task> [content] --json --as! --evidence --evidence-from --bind --cycle --step',
  withdraw: '[task] --json --as! --submission --cycle --reason!',
  decide: '<task> <outcome> --json --as! --reason --document --meeting --on --to',
  extend: '[task...] --json --as! --until --reverse --cycle --document! --reason! --preview',
  acknowledge: '<task> --json --as! --proof',
  appeal: '<form...> --json --as! --evidence',
  revive: '<cycle> <unit> --json --as! --document! --reason!',
  resolve: '<task> <content> --json --as!',
  publish: '<task> --json --as! --document',
  'slip answer': '<task> --json --as! --measures! --by!',
  'register request': '<cycle> <content> --json --as!',
  'register rule': '<cycle> <number> <outcome> --json --as! --reason --document',
  'evidence list': '<cycle> --json --of!',
  'consultation list': '<cycle> --json --step',
  'decision list': '<cycle> --json --step',
  'meeting list': '<cycle> --json',
  'book list': '<cycle> --json',
  'advice show': '<cycle> <unit> --json',
  'ballot codes': '<cycle> <step> <file> --json --as!',
  'ballot rate': '<code> <content> --json',
  'ballot show': '<cycle> <step> --json',
  'results form': '<task> <file> --json',
  'results import': '<task> <file> --json --as! --dry-run --document',
  'results undo': '<task> --json --as! --document!',
  'draw show': '<cycle> <step> --json',
  'draw repeat': '<seed> <units> --json --sample! --by-class',
  'draw mix': '<cycle> <step> --json --as! --value! --document!',
  'log export': '<cycle> [file] --json',
  'log verify': '<log> --json --head',
  'archive verify': '<folder> --json --manifest',
  'notice list': '<cycle> --json --post --day --limit',
}

function surface(command: Command): string {
  const args = command.registeredArguments.map((each) => {
    const name = each.name() + (each.variadic ? '...' : '')
    return each.required ? `<${name}>` : `[${name}]`
  })
  return [...args, ...command.options.map((option) => `${option.long}${option.mandatory ? '!' : ''}`)].join(' ')
}

describe('the help', () => {
  test('has every verb, with the arguments and options that scripts rely on', () => {
    expect(Object.fromEntries([...verbs].map(([name, command]) => [name, surface(command)]))).toEqual(SURFACE)
  })

  test.each([...verbs])('says in Chinese and in English what `%s` does, and what each of its words means', (_, command) => {
    const [zh, en] = command.description().split('\n')
    expect(zh).toMatch(/[\u4e00-\u9fff]/)
    expect(en).toMatch(/^[A-Z][ -~’]+\.$/)
    for (const each of [...command.registeredArguments, ...command.options]) expect(each.description).toMatch(/[\u4e00-\u9fff]/)
  })

  test('is about verbs each of which some test runs from end to end', () => {
    const tests = fs.globSync('test/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('help.test.ts'))
    const sources = tests.map((file) => fs.readFileSync(path.join(root, file), 'utf8')).join('\n')
    const ran = (verb: string): boolean => new RegExp(`[[(]\\s*${verb.split(' ').map((word) => `'${word}'`).join(',\\s*')}`).test(sources) // prettier-ignore
    expect([...verbs.keys()].filter((verb) => !ran(verb))).toEqual([])
  })

  test('lists all verbs, the exit statuses and the settings', async () => {
    const { status, stdout } = await niankao(['--help'])
    expect(status).toBe(0)
    for (const name of verbs.keys()) expect(stdout).toContain(`\n  ${name.split(' ')[0]} `)
    for (const setting of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'HTTP_PORT', '退出状态']) expect(stdout).toContain(setting)
    expect(stdout).not.toMatch(/Usage|Options|Commands|Arguments/)
  })

  test('knows every command that a notice prints, with the task as its first argument', () => {
    for (const verb of [...new Set(Object.values(VERBS_OF).flat()), 'decide' as const]) {
      const words = commandOf(verb, '12').split(' ').slice(2)
      const command = verbs.get(words.slice(0, 2).join(' ')) ?? verbs.get(words[0] ?? '')
      expect(command, words.join(' ')).toBeDefined()
      const own = verbs.has(words[0] ?? '') ? 1 : 2 // words of the verb itself
      if (verb !== 'look') expect([words.slice(own), command?.registeredArguments[0]?.required]).toEqual([['12'], true])
    }
  })
})
