import type { Pack } from '../pack/pack.ts'

/** An empty facts file as YAML, with comments that say what each input is, who supplies it and within which bounds. */
export function factsTemplate(_pack: Pack): string {
  throw new Error('factsTemplate is being written')
}
