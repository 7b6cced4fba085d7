import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often a folder is looked at; a change counts once two looks agree, so that a save in several writes is one change. */
const LOOK_MS = 100

/**
 * Yields at once, and after each change of the files in `folder` that match `patterns`, until `signal`. Looks at the files instead of asking the
 * system: editors rename, network folders and containers tell nothing, and a pack has a dozen files.
 */
export async function* folderChanges(folder: string, patterns: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
  let [told, last]: [string | undefined, string | undefined] = [undefined, undefined]
  while (!signal.aborted) {
    const found = imprint(folder, patterns)
    if (found === last && found !== told) {
      told = found
      yield
    }
    last = found
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {}) // the signal is asked above
  }
}

/** What can be seen of the files without reading them; files come and go meanwhile. */
function imprint(folder: string, patterns: readonly string[]): string {
  const names = attempt(() => fs.globSync([...patterns], { cwd: folder }).toSorted()) ?? []
  return names
    .map((name) => {
      const seen = attempt(() => fs.statSync(path.join(folder, name)))
      return seen ? `${name} ${seen.ino} ${seen.size} ${seen.mtimeMs} ${seen.ctimeMs}` : name
    })
    .join('\n')
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
