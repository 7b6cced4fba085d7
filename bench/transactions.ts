import pg from 'pg'

/** How many transactions a database has seen, committed or rolled back. Idle backends tell theirs after ten seconds, ending ones at once. */
export async function transactions(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: string }>(
      'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
    )
    return Number(rows[0]?.count ?? 0)
  } finally {
    await client.end()
  }
}
