/** What can be wrong with a request, for programs; people read the sentence. */
export type RefusalCode =
  | 'not-found' // there is no such cycle, task, unit …
  | 'wrong-role' // this post may not do that
  | 'too-late' // after the due instant
  | 'too-early' // the step is not open yet
  | 'already-done' // decided, submitted or received before
  | 'bad-input' // the content is not as expected
  | 'too-large' // evidence over the limit
  | 'conflict' // the state of affairs does not allow it

/**
 * A request that was turned down: nothing was stored. `message` is a sentence for people: what was expected, what was found,
 * what to do.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: readonly string[]
  constructor(code: RefusalCode, message: string, details: readonly string[] = []) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
