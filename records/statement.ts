import type { Compilable, CompiledQuery } from 'kysely'
import type { Queries } from './database.ts'

/** Stands for a value in a statement that is put together before the value is known. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Values = Record<string, unknown>
/** Names a value of the statement. */
export type Value<V extends Values> = <N extends keyof V & string>(name: N) => V[N]
type Build<V extends Values, Row> = (queries: Queries, value: Value<V>) => Compilable<Row>

/**
 * A statement that every submission makes: put together and written as SQL once in a process, and then only given its values. Putting it together is most of what
 * a short statement costs on this side. Values stand where a column is compared or set, not in lists.
 */
export function statement<V extends Values, Row>(build: Build<V, Row>): (queries: Queries, values: V) => Promise<Row[]> {
  let known: CompiledQuery<Row> | undefined
  return async (queries, values) => {
    known ??= build(queries, (name) => new Slot(name) as never).compile()
    const parameters = known.parameters.map((each) => (each instanceof Slot ? values[each.name] : each))
    const { rows } = await queries.executeQuery<Row>({ ...known, parameters })
    return rows
  }
}
