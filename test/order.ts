import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, by the path below test/, in the order in which it begins. Two of them that mostly wait never stand side by side. */
const LONG = [
  'journeys/crash', // waits for what the killed workers had taken
  'journeys/year', // rehearses the year that others look at
  'worker/processes',
  'console/console',
  'interferences/06-outages', // waits for servers that were killed
  'workflows/live-clock', // waits for the wall clock
  'packs/traces',
]

/** Long files first and those that need no server last, so that every core has work until the end. Files of one project stay together: they share a process. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files)
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      return found === -1 ? LONG.length : found
    }
    const pure = ({ project }: TestSpecification): number => (project.name === 'pure' ? 1 : 0)
    return bySize.toSorted((a, b) => pure(a) - pure(b) || place(a) - place(b))
  }
}
