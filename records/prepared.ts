import pg from 'pg'

const OFTEN = 3
const MOST = 400
const LONGEST = 8_000
const MOST_PARAMETERS = 40

/** How often each statement came so far, in this process. */
const seen = new Map<string, number>()
const names = new Map<string, string>()

/**
 * Has a connection prepare the statements that come again and again: the server then reads and plans each once for a connection, which for the short transactions of the
 * verbs is most of its work. Statements with many parameters (rows inserted in one go) have a new text each time and stay as they are.
 */
export function prepareOften(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) && rest.length === 0 ? nameOf(text, values.length) : undefined
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

function nameOf(text: string, parameters: number): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (text.length > LONGEST || parameters > MOST_PARAMETERS || parameters === 0 || names.size >= MOST) return undefined
  const times = (seen.get(text) ?? 0) + 1
  if (seen.size > 10 * MOST) seen.clear()
  seen.set(text, times)
  if (times < OFTEN) return undefined
  const name = `niankao_${names.size}`
  names.set(text, name)
  seen.delete(text)
  return name
}
