import pg from 'pg'
import { canonicalJson, sha256 } from '../scoring/canonical.ts'
import { CONTENT } from './driver.ts'

/**
 * A state machine in bare SQL that makes the same writes as the product for one step of a chain: the step opens with a task and a notice
 * for each unit, each unit submits under the shared lock of the step, the last one settles it, and the log is written and chained. It checks
 * nothing, knows no pack and wakes nobody: the least that any program pays that keeps these rows.
 */
export class BareSteps {
  readonly #pool: pg.Pool
  constructor(url: string, connections: number) {
    this.#pool = new pg.Pool({ connectionString: url, max: connections })
    this.#pool.on('error', () => {}) // an idle connection that ends with its server is no news
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  /** A cycle with one step and its units, as `openCycle` leaves them. */
  async prepare(cycle: string, step: string, units: readonly string[]): Promise<void> {
    await this.#transaction(async (db) => {
      await db.query(`insert into pack (hash, key, version, content) values ('bare', 'bare', '1', '{}') on conflict do nothing`)
      await db.query(
        `insert into cycle (id, kind, pack, engine, calendar, seed, opened_at) values ($1, 'live', 'bare', '1', '1', '', now()) on conflict do nothing`,
        [cycle],
      )
      await db.query(
        `insert into step (cycle, key, ord, kind, mode, name, spec, state, opens_at, due_at)
         values ($1, $2, 1, 'declaration', 'tasks', $2, '{}', 'scheduled', now(), now() + interval '20 days')`,
        [cycle, step],
      )
      await db.query(
        `insert into post (cycle, key, name, unit) select $1, u, u, u from unnest($2::text[]) u
         where not exists (select from post where cycle = $1)`,
        [cycle, units],
      )
    }, true)
  }

  /** Opens the step. @returns its tasks */
  async open(cycle: string, step: string, units: readonly string[]): Promise<{ id: string; unit: string }[]> {
    return this.#transaction(async (db) => {
      await db.query({ name: 'lock', text: 'select 1 from step where cycle = $1 and key = $2 for update', values: [cycle, step] })
      await db.query({
        name: 'open',
        text: `update step set state = 'open', opened_at = now() where cycle = $1 and key = $2`,
        values: [cycle, step],
      })
      await this.#log(db, cycle, 'open', step, {})
      const { rows } = await db.query<{ id: string; unit: string }>(
        `insert into task (cycle, step, key, verb, unit, assignee_unit, title, opened_at, due_at)
         select $1, $2, u, 'submit', u, u, $2 || u, now(), now() + interval '20 days' from unnest($3::text[]) u returning id, unit`,
        [cycle, step, units],
      )
      await db.query(
        `insert into notice (cycle, key, post, kind, task, title, due_at, at)
         select t.cycle, 'opened/' || t.id, p.key, 'opened', t.id, t.title, t.due_at, now()
         from task t join post p on p.cycle = t.cycle and p.unit = t.assignee_unit where t.cycle = $1 and t.step = $2`,
        [cycle, step],
      )
      return rows
    })
  }

  /** What a submission writes. */
  async submit(cycle: string, step: string, { id, unit }: { id: string; unit: string }): Promise<void> {
    const content = JSON.stringify(CONTENT)
    await this.#transaction(async (db) => {
      await db.query({ name: 'share', text: 'select 1 from step where cycle = $1 and key = $2 for share', values: [cycle, step] })
      await db.query({ name: 'task', text: 'select 1 from task where id = $1 for update', values: [id] })
      await db.query({
        name: 'submit',
        text: 'insert into submission (cycle, step, task, unit, content, by_post, at) values ($1, $2, $3, $4, $5, $4, now()) returning id',
        values: [cycle, step, id, unit, content],
      })
      await db.query({ name: 'done', text: `update task set state = 'done', done_at = now() where id = $1`, values: [id] })
      await this.#log(db, cycle, 'submit', step, { task: id, content: sha256(content) })
    })
  }

  /** Settles the step and chains what was logged. */
  async settle(cycle: string, step: string): Promise<void> {
    await this.#transaction(async (db) => {
      await db.query({ name: 'lock', text: 'select 1 from step where cycle = $1 and key = $2 for update', values: [cycle, step] })
      await db.query(`select count(*) from task where cycle = $1 and step = $2 and state = 'open'`, [cycle, step])
      await db.query(`update step set state = 'settled', settled_at = now() where cycle = $1 and key = $2`, [cycle, step])
      await this.#log(db, cycle, 'settle', step, {})
    })
    await this.#transaction(async (db) => {
      const {
        rows: [head],
      } = await db.query<{ seq: number; hash: string }>('select seq, hash from chain where cycle = $1 order by seq desc limit 1', [cycle])
      const { rows } = await db.query<{ id: string; content: string }>(
        'select e.id, e.content from entry e left join chain c on c.entry = e.id where c.entry is null and e.cycle = $1 order by e.id',
        [cycle],
      )
      let [seq, previous] = [head?.seq ?? 0, head?.hash ?? '']
      const links = rows.map(({ id, content }) => ({ entry: id, previous, seq: ++seq, hash: (previous = sha256(`${previous}${content}`)) }))
      await db.query(
        `insert into chain (cycle, seq, entry, previous, hash)
         select $1, seq, entry, previous, hash from jsonb_to_recordset($2) as l(seq int, entry bigint, previous text, hash text)`,
        [cycle, JSON.stringify(links)],
      )
    })
  }

  /** What a deadline changes in a step whose tasks lapse: all that are open, the step, and the log. */
  async lapse(cycle: string, step: string): Promise<void> {
    await this.#transaction(async (db) => {
      await db.query({ name: 'lock', text: 'select 1 from step where cycle = $1 and key = $2 for update', values: [cycle, step] })
      const { rows } = await db.query<{ id: string }>({
        name: 'lapse',
        text: `update task set state = 'lapsed', was_late = true, done_at = now() where cycle = $1 and step = $2 and state = 'open' returning id`,
        values: [cycle, step],
      })
      await this.#log(db, cycle, 'lapse', step, { tasks: rows.map((row) => row.id) })
      await db.query(`update step set state = 'settled', settled_at = now() where cycle = $1 and key = $2`, [cycle, step])
      await this.#log(db, cycle, 'settle', step, {})
    })
  }

  async #log(db: pg.PoolClient, cycle: string, verb: string, subject: string, content: object): Promise<void> {
    const text = 'insert into entry (cycle, verb, subject, content, by_post, at) values ($1, $2, $3, $4, $5, now())'
    await db.query({ name: 'log', text, values: [cycle, verb, subject, canonicalJson(content), 'bare'] })
  }

  /** `unbound`: without foreign keys, to prepare rows that nothing refers to. */
  async #transaction<T>(work: (db: pg.PoolClient) => Promise<T>, unbound = false): Promise<T> {
    const db = await this.#pool.connect()
    try {
      await db.query('begin')
      if (unbound) await db.query(`set local session_replication_role = replica`)
      const result = await work(db)
      await db.query('commit')
      return result
    } finally {
      db.release()
    }
  }
}
