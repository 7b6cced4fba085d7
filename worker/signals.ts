/** An interrupt of the terminal or of whoever supervises this process: the only way in which it is asked to end. */
export type Interrupt = { signal: AbortSignal; asked: Promise<void>; release(): void }

/**
 * Listens for SIGINT, SIGTERM and SIGHUP. The first one asks; further ones mean nothing, because npm forwards a Ctrl-C on top
 * of the terminal's own, and a second one must not cut the orderly stop short.
 */
export function interrupts(onFirst: (name: NodeJS.Signals) => void = () => {}): Interrupt {
  const controller = new AbortController()
  const asked = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve(), { once: true }))
  const hear = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) return
    onFirst(name)
    controller.abort(new Interrupted(name))
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, hear)
  return { signal: controller.signal, asked, release: () => names.forEach((name) => process.off(name, hear)) }
}

/** Why a start or a rehearsal ended early. */
export class Interrupted extends Error {
  constructor(name: string) {
    super(`收到 ${name}，已停止。`)
    this.name = 'Interrupted'
  }
}
