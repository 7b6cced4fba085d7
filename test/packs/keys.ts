import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The keys of all packs of the product. */
export const packs = readdirSync(join(import.meta.dirname, '../../packs'))
