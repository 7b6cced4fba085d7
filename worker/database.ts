import pg from 'pg'
import { migrate } from '../records/migrate.ts'

/** The role under which the product reads and writes; the migrations make it. */
const ROLE = 'niankao_app'

/**
 * Brings the schema up to date with the account that may do so (`adminUrl`), and lets the account of `url` act in the product's role.
 * Safe to call at every start.
 */
export async function prepareDatabase({ url, adminUrl }: { url: string; adminUrl: string }): Promise<void> {
  await migrate(adminUrl)
  const user = decodeURIComponent(new URL(url).username)
  if (user === '' || user === decodeURIComponent(new URL(adminUrl).username)) return
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query("select pg_advisory_lock(hashtextextended('niankao/grant', 0))") // two grants at once would fail; released with the connection
    await admin.query(`grant ${ROLE} to ${pg.escapeIdentifier(user)}`)
  } finally {
    await admin.end()
  }
}
