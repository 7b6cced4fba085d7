import { Command, Option } from 'commander'
import { failureOf, printFailure } from './failure.ts'
import { registerAll } from './verbs/all.ts'
import { HELP, OPTIONS, PROGRAM, type VerbWords } from './words.ts'

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

/** Begins a verb under `parent`: its name, its words in both languages, and `--json`. */
export function verb(parent: Command, name: string, { zh, en }: VerbWords): Command {
  return parent.command(name).summary(zh).description(`${zh}\n${en}`).addOption(new Option('--json', OPTIONS.json))
}

/** A family of verbs, such as `cycle open`. */
export function family(parent: Command, name: string, { zh, en }: VerbWords): Command {
  return parent.command(name).summary(zh).description(`${zh}\n${en}`)
}

/** Runs one command line. Never throws: what goes wrong is a sentence and an exit status. */
export async function run(args: readonly string[]): Promise<void> {
  const end = args.indexOf('--')
  const asJson = args.slice(0, end === -1 ? undefined : end).includes('--json')
  try {
    await buildProgram().parseAsync([...args], { from: 'user' })
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) return
    printFailure(failure, asJson)
    process.exitCode = failure.status
  }
}
