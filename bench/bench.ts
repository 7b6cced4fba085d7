import type { Pack } from '../scoring/index.ts'
import type { Servers } from './servers.ts'

/** What a section works with. Servers start when the first section asks for them. */
export type Bench = {
  pack: Pack
  /** Also what takes minutes. */
  full: boolean
  signal: AbortSignal
  say(sentence: string): void
  servers(): Promise<Servers>
}

/** Measures one thing. What it returns stands in the JSON: figures with their unit in the name, and what they were measured on. */
export type Section = (bench: Bench) => Promise<Record<string, unknown>>
