const opening = 1 << 16
let spare: Uint8Array | null = null

/** Bytes that are written one after the other. The room is handed from one to the next: most traces are as long as the one before. */
export class Bytes {
  private room: Uint8Array
  private length = 0
  constructor() {
    this.room = spare ?? new Uint8Array(opening)
    spare = null
  }

  get isEmpty(): boolean {
    return this.length === 0
  }

  /** A byte. */
  byte(code: number): void {
    if (this.length === this.room.length) this.grow(1)
    this.room[this.length++] = code
  }

  /** Text of ASCII alone. */
  ascii(text: string): void {
    const { length } = text
    if (this.length + length > this.room.length) this.grow(length)
    for (let index = 0; index < length; index++) this.room[this.length++] = text.charCodeAt(index)
  }

  /** Bytes as they are. */
  bytes(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.room.length) this.grow(bytes.length)
    this.room.set(bytes, this.length)
    this.length += bytes.length
  }

  /** A whole number from 0. */
  whole(number: number): void {
    if (number > 9) this.whole(Math.floor(number / 10))
    this.byte(48 + (number % 10))
  }

  /** What was written, seen once: after that the room belongs to the next. */
  read<T>(see: (bytes: Uint8Array) => T): T {
    const seen = see(this.room.subarray(0, this.length))
    spare = this.room
    this.room = new Uint8Array(0)
    this.length = 0
    return seen
  }

  private grow(more: number): void {
    const room = new Uint8Array(2 * this.room.length + more)
    room.set(this.room.subarray(0, this.length))
    this.room = room
  }
}
