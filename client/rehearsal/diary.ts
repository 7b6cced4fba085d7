import type { Database } from '../../records/database.ts'
import type { Id } from '../../records/schema.ts'
import { stepsOf } from '../../records/step.ts'
import type { Action, Stage } from './action.ts'
import { contest } from './actors/feedback.ts'
import { useWindow } from './actors/windows.ts'
import { castFor } from './cast.ts'

/**
 * What all actors are going to do, in the order of time. It is written anew from the rows whenever something opens, so a rehearsal that was
 * interrupted goes on where it was; what was done already is not done twice, because each action is a request with a key.
 */
export class Diary {
  readonly #stage: Stage
  readonly #tasks = new Set<Id>()
  readonly #once = new Set<string>()
  #actions: Action[]

  /** `incidents`: what will happen whatever the actors do. */
  constructor(stage: Stage, incidents: readonly Action[] = []) {
    this.#stage = stage
    this.#actions = [...incidents].sort(byTime)
  }

  /** Looks for tasks, windows and receipts that are new, and plans what is done about them. */
  async plan(): Promise<void> {
    const { database, cycle } = this.#stage
    const planned: Action[] = []
    const steps = new Map((await stepsOf(database, cycle)).map((step) => [step.key, step]))
    for (const task of await openTasks(database, cycle)) {
      const step = steps.get(task.step)
      if (this.#tasks.has(task.id) || !step) continue
      this.#tasks.add(task.id)
      planned.push(...(await castFor(this.#stage, task, step)).map((action) => ({ ...action, task: task.id })))
    }
    for (const step of steps.values())
      if (step.state === 'open' && this.#first(`window/${step.key}`)) planned.push(...useWindow(this.#stage, step))
    const windows = await database.selectFrom('appeal').select(['unit', 'received_at', 'due_at']).where('cycle', '=', cycle).execute()
    for (const { unit, received_at, due_at } of windows)
      if (this.#first(`appeal/${unit}`)) planned.push(...contest(this.#stage, unit, received_at, due_at))
    this.#actions = [...this.#actions, ...planned].sort(byTime)
  }

  get next(): Action | undefined {
    return this.#actions[0]
  }

  done(): void {
    this.#actions.shift()
  }

  #first(name: string): boolean {
    if (this.#once.has(name)) return false
    this.#once.add(name)
    return true
  }
}

const byTime = (a: Action, b: Action): number => (a.at === b.at ? (a.name < b.name ? -1 : 1) : a.at < b.at ? -1 : 1)

const openTasks = (database: Database, cycle: string) =>
  database.selectFrom('task').selectAll().where('cycle', '=', cycle).where('state', '=', 'open').orderBy('id').execute()
