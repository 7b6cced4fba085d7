import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../records/database.ts'
import { changesView } from '../views/changes.ts'
import { cycleView } from '../views/cycle.ts'
import { cycleList } from '../views/cycles.ts'
import { deadlineOf } from '../views/deadline.ts'
import { rankingView } from '../views/ranking.ts'
import { ChangesShape, DeadlineShape } from '../views/shapes/changes.ts'
import { CycleShape, CycleSummaryShape } from '../views/shapes/cycle.ts'
import { RankingShape } from '../views/shapes/ranking.ts'
import { StuckShape } from '../views/shapes/stuck.ts'
import { UnitShape } from '../views/shapes/unit.ts'
import { stuckView } from '../views/stuck/index.ts'
import { unitView } from '../views/unit.ts'
import { ErrorShape } from './errors.ts'

const CycleParams = z.object({ cycle: z.string().min(1).max(80) })
const SubjectParams = CycleParams.extend({ subject: z.string().min(1).max(80) })
const UnitParams = CycleParams.extend({ unit: z.string().min(1).max(80) })
/** An older computation, which reads as it did under the rules of its time; the newest one unless said. */
const Computation = z.object({ computation: z.coerce.number().int().min(1).optional() })
/** In whose name somebody reads: what does not move is shown to whom it concerns. */
const Reader = z.object({ as: z.string().min(1).max(80) })
const Health = z.object({ ok: z.literal(true) })

const failures = { 400: ErrorShape, 404: ErrorShape, 500: ErrorShape }
const guarded = { ...failures, 403: ErrorShape }

/** The read-only part of the API, under `/api`. Each answer is one consistent view of the database at one moment. */
export function routes(database: Database): FastifyPluginAsync {
  const seen = <T>(view: (queries: Database) => Promise<T>): Promise<T> =>
    database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(view)

  return async (plain) => {
    const api = plain.withTypeProvider<ZodTypeProvider>()
    api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    api.get('/health', { schema: { response: { 200: Health, 503: ErrorShape } } }, async (_request, reply) => {
      try {
        await sql`select 1`.execute(database)
        return { ok: true as const }
      } catch {
        return reply.status(503).send({ error: { code: 'unavailable', message: '数据库暂时连接不上，请稍后再试。' } })
      }
    })

    api.get('/cycles', { schema: { response: { 200: z.array(CycleSummaryShape), ...failures } } }, async () => seen(cycleList))

    api.get('/cycles/:cycle', { schema: { params: CycleParams, response: { 200: CycleShape, ...failures } } }, async ({ params }) =>
      seen((queries) => cycleView(queries, params.cycle)),
    )

    api.get(
      '/cycles/:cycle/ranking',
      { schema: { params: CycleParams, querystring: Computation, response: { 200: RankingShape, ...failures } } },
      async ({ params, query }) => seen((queries) => rankingView(queries, params.cycle, query.computation)),
    )

    api.get(
      '/cycles/:cycle/changes',
      { schema: { params: CycleParams, response: { 200: ChangesShape, ...failures } } },
      async ({ params }) => seen((queries) => changesView(queries, params.cycle)),
    )

    api.get(
      '/cycles/:cycle/deadlines/:subject',
      { schema: { params: SubjectParams, response: { 200: DeadlineShape, ...failures } } },
      async ({ params }) => seen((queries) => deadlineOf(queries, params.cycle, params.subject)),
    )

    api.get(
      '/cycles/:cycle/stuck',
      { schema: { params: CycleParams, querystring: Reader, response: { 200: StuckShape, ...guarded } } },
      async ({ params, query }) => seen((queries) => stuckView(queries, params.cycle, query.as)),
    )

    api.get(
      '/cycles/:cycle/units/:unit',
      { schema: { params: UnitParams, response: { 200: UnitShape, ...failures } } },
      async ({ params }) => seen((queries) => unitView(queries, params.cycle, params.unit)),
    )
  }
}
