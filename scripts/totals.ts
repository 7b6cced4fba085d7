import fs from 'node:fs'

export type Count = { passed: number; failed: number }

type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * Passed and failed tests of a report by vitest's JSON reporter.
 * A file that cannot be loaded, an unhandled error or a crash is a failure too, though no test of that name failed.
 */
export function totals(file: string, status: number): Count {
  let report: Report
  try {
    report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report
  } catch {
    return { passed: 0, failed: 1 }
  }
  const unloadable = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((a) => a.status === 'failed'),
  ).length
  const failed = report.numFailedTests + unloadable
  return { passed: report.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed }
}
