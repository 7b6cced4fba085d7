import { Command } from 'commander'
import { failureOf, printFailure } from './failure.ts'
import { registerAll } from './verbs/all.ts'
import { HELP, OPTIONS, PROGRAM } from './words.ts'

/** The whole command line, with every verb. */
export function buildProgram(): Command {
  const program = new Command('niankao')
  program
    .description(`${PROGRAM.zh}\n${PROGRAM.en}`)
    .helpOption('-h, --help', OPTIONS.help)
    .helpCommand('help [command]', OPTIONS.helpCommand)
    .configureHelp({ styleTitle: (title) => HELP[title] ?? title, showGlobalOptions: false })
    .configureOutput({ outputError: () => {} }) // what went wrong is said once, in Chinese, by `run`
    .exitOverride()
    .addHelpText('after', `\n${PROGRAM.statuses}`)
  registerAll(program)
  return program
}

/** Runs one command line. Never throws: what goes wrong is a sentence and an exit status. */
export async function run(args: readonly string[]): Promise<void> {
  const end = args.indexOf('--')
  const asJson = args.slice(0, end === -1 ? undefined : end).includes('--json')
  const program = buildProgram()
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) return
    printFailure(failure.status === 2 ? { ...failure, details: [synopsis(program, args)] } : failure, asJson)
    process.exitCode = failure.status
  }
}

/** How the command that was meant is used, as far as it can be told: `用法：niankao submit [options] <task> [content] --as <post>`. */
function synopsis(program: Command, args: readonly string[]): string {
  let command = program
  const names = [program.name()]
  for (const word of args) {
    const next = command.commands.find((each) => each.name() === word)
    if (!next) break
    command = next
    names.push(word)
  }
  const mandatory = command.options.filter((option) => option.mandatory).map((option) => option.flags)
  return [`用法：${names.join(' ')}`, command.usage(), ...mandatory].join(' ')
}
