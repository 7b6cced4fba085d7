import type { TraceView } from '../../views/shapes/trace.ts'

/** The lines that a line was computed from, without the numbers that its rule itself contains (its sentence says those). */
export function shownUses(trace: TraceView, id: string): string[] {
  return (trace.lines[id]?.uses ?? []).filter((use) => trace.lines[use] && !trace.lines[use].constant)
}

/** A place in the tree: a line may stand in several. */
export const below = (path: string, use: string): string => `${path} ${use}`

const FIRST_LEVELS = 3

/** What is open when the page is opened: the score and the parts that it is the sum of. */
export function openedAtFirst(trace: TraceView, root: string): Set<string> {
  return collect(trace, root, (_, level) => level < FIRST_LEVELS)
}

/** Everything open as far as the lines that are about one indicator. */
export function openedToIndicators(trace: TraceView, root: string): Set<string> {
  return collect(trace, root, (id) => trace.lines[id]?.about === null)
}

function collect(trace: TraceView, root: string, opens: (id: string, level: number) => boolean): Set<string> {
  const paths = new Set<string>()
  const visit = (id: string, path: string, level: number): void => {
    const uses = shownUses(trace, id)
    if (uses.length === 0 || !opens(id, level)) return
    paths.add(path)
    for (const use of uses) visit(use, below(path, use), level + 1)
  }
  visit(root, root, 0)
  return paths
}
