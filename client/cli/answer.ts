import type { Command } from 'commander'

/** What a verb answers: `json` for programs, `text` for people; `status` of the process, 0 unless told. */
export type Answer = { json: unknown; text: string | (() => string); status?: number }

/** Wraps a verb as commander wants it: runs it and prints its answer in the form that was asked for. */
export function answering<A extends unknown[]>(work: (...args: A) => Answer | Promise<Answer>): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command
    const answer = await work(...(args.slice(0, -1) as A))
    print(answer, command.optsWithGlobals<{ json?: boolean }>().json === true)
  }
}

function print({ json, text, status = 0 }: Answer, asJson: boolean): void {
  const shown = asJson ? JSON.stringify(json, null, 2) : typeof text === 'string' ? text : text()
  if (shown !== '') process.stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`)
  if (status !== 0) process.exitCode = status
}
