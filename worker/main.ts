// The worker as a process of its own, against a PostgreSQL and a Temporal that others run.
import { workflowBundle } from './bundle.ts'
import { prepareDatabase } from './database.ts'
import { runProcess } from './process.ts'
import { mailerOf } from './system.ts'
import { startWorker } from './worker.ts'
import { CannotStart } from '../runtime/sentences.ts'

await runProcess('niankao-worker', async (config, log) => {
  const { database, temporal } = config
  if (!temporal) throw new CannotStart('应设置 TEMPORAL_ADDRESS（主机:端口），实际没有。', 'TEMPORAL_ADDRESS (host:port) is not set.')
  const [bundle] = await Promise.all([workflowBundle(config.home), prepareDatabase(database)])
  const mailer = mailerOf(config)
  const worker = await startWorker({
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    bundle: { codePath: bundle },
    mailer,
    say: (sentence) => log.warn(sentence),
  })
  log.info({ temporal: temporal.address, namespace: temporal.namespace }, '已就绪')
  return {
    failed: worker.failed,
    stop: async () => {
      await worker.stop()
      await mailer?.close()
    },
  }
})
