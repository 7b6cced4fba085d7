import fs from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

const A_YEAR = 'public, max-age=31536000, immutable'

/** The console's files. Names under `assets/` carry a hash of their content and may be kept; the page itself is asked for each time. */
export function consolePages(directory: string): FastifyPluginAsync {
  if (!fs.existsSync(path.join(directory, 'index.html'))) throw new Error(`网页应已构建在 ${directory}，实际没有 index.html。`)
  return async (server) => {
    await server.register(fastifyStatic, {
      root: directory,
      cacheControl: false,
      setHeaders: (reply, file) => {
        const kept = file.startsWith(path.join(directory, 'assets') + path.sep)
        reply.header('cache-control', kept ? A_YEAR : 'no-cache')
      },
    })
    // Addresses of pages are routed in the browser.
    for (const page of ['/cycles/:cycle', '/cycles/:cycle/stuck', '/cycles/:cycle/changes', '/cycles/:cycle/units/:unit'])
      server.get(page, async (_request, reply) => reply.sendFile('index.html'))
  }
}
