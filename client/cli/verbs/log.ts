import type { Command } from 'commander'
import { family } from '../verb.ts'
import { VERBS } from '../words.ts'
import { registerLogExport } from './log-export.ts'
import { registerLogVerify } from './log-verify.ts'

/** Adds it to the command line. */
export function registerLog(program: Command): void {
  const log = family(program, 'log', VERBS.log)
  for (const register of [registerLogExport, registerLogVerify]) register(log)
}
