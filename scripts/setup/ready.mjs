// Whether set-up is already done: two small files and one hash, because every command asks.
import fs from 'node:fs'
import path from 'node:path'
import { executable, home, platform, read, root, sha256, writeWhole } from './files.mjs'

/** The command line of Temporal, with the server of development in it. */
export const TEMPORAL = '1.9.1'

const stampFile = path.join(root, 'node_modules', '.setup-stamp')
const toolsFile = path.join(home, 'tools.json')

/** What is installed belongs to this lockfile and this platform. */
function stamp() {
  return `${sha256(fs.readFileSync(path.join(root, 'package-lock.json')))} ${platform}`
}

export function installed() {
  return read(stampFile) === stamp()
}

export function markInstalled() {
  writeWhole(stampFile, stamp())
}

/** The Temporal binary that the launcher will use, or undefined. */
export function knownTemporal() {
  const { temporal, wanted } = JSON.parse(read(toolsFile) || '{}')
  return wanted === TEMPORAL && executable(temporal) ? temporal : undefined
}

export function rememberTemporal(temporal) {
  const text = `${JSON.stringify({ temporal, wanted: TEMPORAL })}\n`
  if (read(toolsFile) !== text) writeWhole(toolsFile, text)
}

export function ready() {
  return installed() && Boolean(process.env.TEMPORAL_ADDRESS || knownTemporal())
}
