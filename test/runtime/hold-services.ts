// A process that starts the servers of a folder and holds them until it is killed.
import { own } from '../../runtime/owner.ts'
import { startServices } from '../../runtime/services.ts'

const home = process.argv[2]!
try {
  own(`${home}/owner`)
  const { databaseUrl, temporalAddress } = await startServices({ home, durable: false })
  console.log(JSON.stringify({ databaseUrl, temporalAddress }))
} catch (e) {
  console.error((e as Error).message)
  process.exit(1)
}
setInterval(() => {}, 60_000)
