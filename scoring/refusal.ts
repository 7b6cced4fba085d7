/** Thrown inside an evaluation when rule and facts contradict each other; caught where a unit or class is scored, and turned into a problem. */
export class Refusal extends Error {
  readonly code: string
  readonly at: string
  constructor(code: string, at: string, message: string) {
    super(message)
    this.code = code
    this.at = at
  }
}
