import { pino, type Logger } from 'pino'
import { CannotStart } from '../runtime/sentences.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { startFailure } from './sentences.ts'
import { interrupts } from './signals.ts'

/** The settings of a process on a server: there the database is given, never the product's own. */
export type ServerConfig = Config & { database: NonNullable<Config['database']> }
/** What such a process runs: `failed` rejects when it ends by itself. */
export type Service = { failed?: Promise<never>; stop(): Promise<void> }

/**
 * Runs one service as a process of its own: settings from the environment, log as lines of JSON, ends with status 0 on SIGTERM and
 * with 1, after one sentence, when it cannot start or cannot go on.
 */
export async function runProcess(name: string, start: (config: ServerConfig, log: Logger) => Promise<Service>): Promise<void> {
  const config = settings()
  if (!config) return
  const log = pino({ name, level: config.logLevel, formatters: { level: (level) => ({ level }) } })
  const { signal, asked } = interrupts((received) => log.info(`收到 ${received}，正在停止`))
  let service: Service | undefined
  try {
    service = await start(config, log)
    if (!signal.aborted) await Promise.race([asked, ...(service.failed ? [service.failed] : [])])
  } catch (error) {
    const failure = startFailure(error, { ...config, temporalAddress: config.temporal?.address })
    log.fatal(failure instanceof CannotStart ? failure.message : failure)
    process.exitCode = 1
  } finally {
    await service?.stop().catch((error: unknown) => log.error(error))
    log.info('已停止')
  }
}

function settings(): ServerConfig | undefined {
  try {
    const config = readConfig()
    if (config.database) return { ...config, database: config.database }
    throw new ConfigError(['应设置 DATABASE_URL（postgres://用户:密码@主机:端口/数据库），实际没有。'])
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exitCode = 1
    return undefined
  }
}
