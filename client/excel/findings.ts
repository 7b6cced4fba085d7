/** Where each fact stands in words (by JSON pointer), and what is wrong with the cells that were read. */
export class Findings {
  readonly complaints: string[] = []
  readonly places = new Map<string, string>()

  /** The first place that is told for a pointer holds. */
  mark(path: string, at: string): void {
    if (!this.places.has(path)) this.places.set(path, at)
  }

  /** `at` is a place in words, the sentence has no full stop. */
  say(at: string, sentence: string): undefined {
    this.complaints.push(`${at}：${sentence}。`)
  }
}
