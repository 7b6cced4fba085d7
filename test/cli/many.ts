// Runs several command lines one after another in one process, so that tests of many verbs start Node once. Not a test itself.
import { run } from '../../client/cli/program.ts'

for (const args of JSON.parse(process.argv[2] ?? '[]') as string[][]) {
  process.exitCode = 0
  await run(args)
  const end = `\u001e${process.exitCode}\u001e`
  process.stdout.write(end)
  process.stderr.write(end)
}
process.exitCode = 0
