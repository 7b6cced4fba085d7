import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'

/**
 * Brings the database at `url` to the newest schema. Safe to call at every start and by several processes at once:
 * the runner holds an advisory lock. The account must be allowed to create tables and roles.
 */
export async function migrate(url: string): Promise<void> {
  const silent = () => {}
  await runner({
    databaseUrl: url,
    dir: fileURLToPath(new URL('./migrations', import.meta.url)),
    direction: 'up',
    migrationsTable: 'migration',
    singleTransaction: true,
    checkOrder: true,
    advisoryLockMode: 'wait', // a worker and an HTTP process start side by side
    logger: { debug: silent, info: silent, warn: silent, error: silent }, // what goes wrong is thrown
    verbose: false,
  })
}
