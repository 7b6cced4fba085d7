import type { Database } from '../../records/database.ts'
import { pauseOf } from '../../records/pause.ts'
import type { Id, Instant } from '../../records/schema.ts'
import { stepsOf } from '../../records/step.ts'
import type { Action, Stage } from './action.ts'
import { contest } from './actors/feedback.ts'
import { answerLater } from './actors/slips.ts'
import { useWindow } from './actors/windows.ts'
import { castFor } from './cast.ts'

/** Until so many hours after an incident those act who had meant to act before. */
const HOURS_AFTER = 5

/**
 * What all actors are going to do, in the order of time. It is written anew from the rows whenever something opens, so a rehearsal that was
 * interrupted goes on where it was; what was done already is not done twice, because each action is a request with a key.
 */
export class Diary {
  readonly #stage: Stage
  readonly #tasks = new Set<Id>()
  readonly #once = new Set<string>()
  readonly #done = new Set<string>()
  #movedAt: Instant = ''
  #incidents: Action[]
  #actions: Action[] = []

  /** `incidents`: what will happen whatever the actors do. */
  constructor(stage: Stage, incidents: readonly Action[] = []) {
    this.#stage = stage
    this.#incidents = [...incidents].sort(byTime)
  }

  /** Looks for tasks, windows, receipts and slips that are new, and plans what is done about them. While the year is paused nobody does anything. */
  async plan(): Promise<void> {
    const { database, cycle } = this.#stage
    if (await pauseOf(database, cycle)) return
    const planned: Action[] = []
    const steps = new Map((await stepsOf(database, cycle)).map((step) => [step.key, step]))
    for (const task of await openTasks(database, cycle)) {
      const step = steps.get(task.step)
      if (this.#tasks.has(task.id) || !step) continue
      this.#tasks.add(task.id)
      planned.push(...(await castFor(this.#stage, task, step)))
    }
    for (const step of steps.values())
      if (step.state === 'open' && this.#first(`window/${step.key}`)) planned.push(...useWindow(this.#stage, step))
    const windows = await database.selectFrom('appeal').select(['unit', 'received_at', 'due_at']).where('cycle', '=', cycle).execute()
    for (const { unit, received_at, due_at } of windows)
      if (this.#first(`appeal/${unit}`)) planned.push(...contest(this.#stage, unit, received_at, due_at))
    if (this.#stage.pack.supervision?.ladder) planned.push(...(await this.#answers()))
    const fresh = planned.filter((action) => !this.#done.has(action.name)).map((action) => this.#notBefore(action))
    this.#actions = [...this.#actions, ...fresh].sort(byTime)
  }

  async #answers(): Promise<Action[]> {
    const { database, cycle } = this.#stage
    const slips = await database.selectFrom('slip').selectAll().where('cycle', '=', cycle).orderBy('number').execute()
    const fresh = slips.filter((slip) => this.#first(`slip/${slip.number}`))
    return (await Promise.all(fresh.map((slip) => answerLater(this.#stage, slip)))).flat()
  }

  get next(): Action | undefined {
    return this.#list[0]
  }

  /** The next action was performed. Where it moved dates, what everybody had planned is planned anew. */
  done(): void {
    const action = this.#list.shift()
    if (!action) return
    this.#done.add(action.name)
    if (!action.movesDates) return
    this.#movedAt = action.at
    this.#actions = []
    this.#tasks.clear()
    this.#once.clear()
  }

  /** Whose turn it is: an incident's, or an actor's. */
  get #list(): Action[] {
    const [incident, action] = [this.#incidents[0], this.#actions[0]]
    return incident && (!action || byTime(incident, action) <= 0) ? this.#incidents : this.#actions
  }

  /** Who would have acted before dates were moved acts in the hours after it, not all in one instant. */
  #notBefore(action: Action): Action {
    if (action.at > this.#movedAt) return action
    const minutes = 1 + this.#stage.chance.whole(0, HOURS_AFTER * 60, 'after', action.name)
    return { ...action, at: new Date(Date.parse(this.#movedAt) + minutes * 60_000).toISOString() }
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
