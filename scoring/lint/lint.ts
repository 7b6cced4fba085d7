import type { Pack } from '../pack/pack.ts'
import type { Locate } from '../pack/parse.ts'
import type { Finding } from '../problem.ts'

/** Checks a readable pack against itself, its regulation and its roster. Without `locate` lines are 0. */
export function lint(_pack: Pack, _locate?: Locate): Finding[] {
  throw new Error('lint is being written')
}
