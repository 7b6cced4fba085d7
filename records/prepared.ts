import pg from 'pg'

const OFTEN = 3
const MOST = 400
const LONGEST = 8_000
const MOST_PARAMETERS = 40

/** The statements of a pool that come again and again, by the name under which each of its connections prepares them. */
export class OftenAsked {
  readonly #seen = new Map<string, number>()
  readonly #names = new Map<string, string>()

  /** The name of a statement; undefined for one that came too rarely, or that has a new text each time it comes. */
  nameOf(text: string, parameters: number): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (text.length > LONGEST || parameters > MOST_PARAMETERS || parameters === 0 || this.#names.size >= MOST) return undefined
    const times = (this.#seen.get(text) ?? 0) + 1
    if (this.#seen.size > 10 * MOST) this.#seen.clear()
    this.#seen.set(text, times)
    if (times < OFTEN) return undefined
    const name = `niankao_${this.#names.size}`
    this.#names.set(text, name)
    this.#seen.delete(text)
    return name
  }
}

/**
 * Has a connection prepare the statements that come again and again: the server then reads and plans each once for a connection, which for the short transactions of the
 * verbs is most of its work. Statements with many parameters (rows inserted in one go) have a new text each time and stay as they are.
 */
export function prepareOften(client: pg.ClientBase, often: OftenAsked): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const plain = typeof text === 'string' && Array.isArray(values) && rest.length === 0
    const name = plain ? often.nameOf(text, values.length) : undefined
    return name === undefined ? query(text, values, ...rest) : ask(query, { name, text: text as string, values: values as unknown[] })
  }) as typeof client.query
}

/** Asks as `query({ name, text, values })` does; that would copy what it is given, property by property, which costs more than the rest of the asking. */
function ask(query: (...args: unknown[]) => unknown, { name, text, values }: pg.QueryConfig): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const answer = (error: Error | undefined, result: pg.QueryResult) => (error ? reject(error) : resolve(result))
    query(Object.assign(new pg.Query(text, values, answer as never), { name }))
  })
}
