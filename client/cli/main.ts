// `npx niankao …`
import module from 'node:module'

module.enableCompileCache?.() // without it every command compiles the same sources again
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0) // the reader, such as `head`, has had enough
  throw error
})
const { run } = await import('./program.ts')
await run(process.argv.slice(2))
