// The HTTP endpoint as a process of its own, against a PostgreSQL that others run.
import { openDatabase } from '../../records/database.ts'
import { prepareDatabase } from '../../worker/database.ts'
import { startHttp } from '../../worker/http.ts'
import { runProcess } from '../../worker/process.ts'

await runProcess('niankao-http', async ({ database: given, http }, log) => {
  await prepareDatabase(given)
  const database = openDatabase(given.url, { onLost: (message) => log.warn(`数据库连接中断：${message}`) })
  try {
    const running = await startHttp(database, http, (sentence) => log.error(sentence))
    log.info({ address: running.address, port: running.port }, '已就绪')
    return {
      stop: async () => {
        await running.stop()
        await database.destroy()
      },
    }
  } catch (error) {
    await database.destroy()
    throw error
  }
})
