import fs from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** Browsers that a machine may have; one of its own knows more fonts than the one from npm. */
const installed = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A headless Chromium: the machine's own, or else the one that an npm package carries. */
export async function launchBrowser(): Promise<Browser> {
  const executable = installed.find((file) => file !== undefined && fs.existsSync(file))
  if (executable !== undefined) return chromium.launch({ executablePath: executable, args: ['--no-sandbox'] })
  // in a single process, as the package would have it, the whole browser dies with one page
  const args = sparticuz.args.filter((arg) => arg !== '--single-process')
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args })
}
