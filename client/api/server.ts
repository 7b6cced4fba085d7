import helmet from '@fastify/helmet'
import { fastify, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Database } from '../../records/database.ts'
import { answerErrors, answerUnknown } from './errors.ts'
import { consolePages } from './pages.ts'
import { routes } from './routes.ts'

/** `consoleDirectory`: the built console; without it only the API is served. `onError` hears of failures that nobody foresaw. */
export type ServerOptions = { database: Database; consoleDirectory?: string; onError?: (error: Error) => void }

/** A Chinese character takes nine in an address, and an id may have 80 of them. */
const LONGEST_PARAMETER = 80 * 9

/** The HTTP server, not listening yet. It reads through `database` and never closes it. @throws Error when `consoleDirectory` has no index.html */
export async function buildServer({ database, consoleDirectory, onError = () => {} }: ServerOptions): Promise<FastifyInstance> {
  const answerError = answerErrors(onError)
  const server = fastify({
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    forceCloseConnections: 'idle',
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(answerError)
  server.setNotFoundHandler(answerUnknown)
  // An intranet often has plain HTTP only: browsers must not be told to insist on TLS.
  await server.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: true,
      directives: { 'upgrade-insecure-requests': null, 'style-src': ["'self'", "'unsafe-inline'"], 'font-src': ["'self'"] },
    },
    crossOriginOpenerPolicy: false, // ignored on plain HTTP, with a warning in the browser
    originAgentCluster: false,
  })
  await server.register(routes(database), { prefix: '/api' })
  if (consoleDirectory !== undefined) await server.register(consolePages(consoleDirectory))
  return server
}
