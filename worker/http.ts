import { buildServer } from '../client/api/server.ts'
import type { Database } from '../records/database.ts'
import { builtConsole } from './console.ts'

export type RunningHttp = { address: string; port: number; stop(): Promise<void> }

/** Opens the HTTP endpoint with the console, as far as it has been built. Port 0 takes a free one. @throws EADDRINUSE */
export async function startHttp(
  database: Database,
  { host, port }: { host: string; port: number },
  say: (sentence: string) => void,
): Promise<RunningHttp> {
  const consoleDirectory = builtConsole()
  const server = await buildServer({
    database,
    onError: (error) => say(`页面请求出错：${error.message}`),
    ...(consoleDirectory === undefined ? {} : { consoleDirectory }),
  })
  try {
    await server.listen({ host, port })
  } catch (error) {
    await server.close()
    throw error
  }
  const listening = server.server.address()
  const bound = typeof listening === 'object' && listening !== null ? listening.port : port
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return { address: `http://${shown.includes(':') ? `[${shown}]` : shown}:${bound}`, port: bound, stop: () => server.close() }
}
