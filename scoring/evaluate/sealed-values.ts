import type { Use } from '../value.ts'

const opening = 1 << 15
const [comma, quote, open, close, zero] = [44, 34, 91, 93, 48]
/** The most digits of a step's number with its comma, and what else of a step is of fixed length. */
const [perUse, fixed] = [12, 8]

/** Room is handed from one trace to the next: most are as long as the one before. */
let spare: Uint8Array<ArrayBuffer> | null = null

/** What the steps of a trace came to, as it stands under the seal: bytes of UTF-8 that are written one step after the other. */
export class SealedValues {
  private room = new Uint8Array(0)
  private length = 0

  /** A step: its detail, its value (`plain`: ASCII that needs no escape) and the numbers of the steps that it uses. */
  add(detail: Uint8Array, plain: string | null, value: Uint8Array | null, uses: readonly Use[]): void {
    const most = detail.length + (plain === null ? value!.length : plain.length) + uses.length * perUse + fixed
    if (this.length + most > this.room.length) this.grow(most)
    const { room } = this
    let at = this.length
    if (at > 0) room[at++] = comma
    room[at++] = open
    if (detail.length > shortest) room.set(detail, at)
    else for (let index = 0; index < detail.length; index++) room[at + index] = detail[index]!
    at += detail.length
    room[at++] = comma
    if (plain === null) {
      room.set(value!, at)
      at += value!.length
    } else {
      room[at++] = quote
      for (let index = 0; index < plain.length; index++) room[at++] = plain.charCodeAt(index)
      room[at++] = quote
    }
    for (let index = 0; index < uses.length; index++) {
      room[at++] = comma
      at = whole(room, at, uses[index]!.line)
    }
    room[at++] = close
    this.length = at
  }

  /** What was written, seen once: after that the room belongs to the next. */
  read<T>(see: (bytes: Uint8Array) => T): T {
    const seen = see(this.room.subarray(0, this.length))
    if (this.room.length > 0) spare = this.room
    this.room = new Uint8Array(0)
    this.length = 0
    return seen
  }

  private grow(more: number): void {
    const room = this.length === 0 && spare && spare.length > more ? spare : new Uint8Array(opening + 2 * this.room.length + more)
    if (room === spare) spare = null
    room.set(this.room.subarray(0, this.length))
    this.room = room
  }
}

/** Below this many bytes a loop is faster than a call. */
const shortest = 12

/** Writes a whole number. @returns the place behind it */
function whole(room: Uint8Array, at: number, number: number): number {
  let end = at + 1
  for (let rest = number; rest > 9; rest = (rest / 10) | 0) end++
  let rest = number
  for (let place = end - 1; place >= at; place--) {
    const tenth = (rest / 10) | 0
    room[place] = zero + rest - tenth * 10
    rest = tenth
  }
  return end
}
