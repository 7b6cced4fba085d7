import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { totals } from '../../scripts/totals.ts'

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const failed = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }
const unloadable = { status: 'failed', assertionResults: [] }

test.each([
  { name: 'all passed', counts: [3, 0], files: [passed], status: 0, expected: { passed: 3, failed: 0 } },
  { name: 'one failed', counts: [2, 1], files: [passed, failed], status: 1, expected: { passed: 2, failed: 1 } },
  {
    name: 'a file that does not load counts as one',
    counts: [2, 1],
    files: [failed, unloadable],
    status: 1,
    expected: { passed: 2, failed: 2 },
  },
  { name: 'an unhandled error fails no test, but the run', counts: [3, 0], files: [passed], status: 1, expected: { passed: 3, failed: 1 } },
])('$name', ({ counts, files, status, expected }) => {
  const report = { numPassedTests: counts[0], numFailedTests: counts[1], testResults: files }
  expect(counted(JSON.stringify(report), status)).toEqual(expected)
})

test('a run that ended without a report failed', () => {
  expect(counted('', 137)).toEqual({ passed: 0, failed: 1 })
})

function counted(text: string, status: number) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-totals-'))
  try {
    fs.writeFileSync(path.join(folder, 'report.json'), text)
    return totals(path.join(folder, 'report.json'), status)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
