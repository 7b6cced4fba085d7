import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { CycleSummary, CycleView } from '../views/shapes/cycle.ts'
import type { RankingView } from '../views/shapes/ranking.ts'
import type { UnitView } from '../views/shapes/unit.ts'
import { words } from './words.ts'

/** A year that is going on is read again so often (milliseconds). */
const FOLLOW = 5000

/** Reads one view. @throws Error with the server's sentence */
async function read<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } }).catch(() => {
    throw new Error(words.unreachable)
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok && body !== undefined) return body as T
  throw new Error((body as { error?: { message?: string } } | undefined)?.error?.message ?? words.unreachable)
}

const cyclePath = (cycle: string) => `/api/cycles/${encodeURIComponent(cycle)}`

/** All years. */
export const useCycles = (): UseQueryResult<CycleSummary[]> =>
  useQuery({ queryKey: ['cycles'], queryFn: () => read<CycleSummary[]>('/api/cycles'), refetchInterval: FOLLOW })

/** One year; it is followed as long as a step of it is not settled. */
export const useCycle = (cycle: string): UseQueryResult<CycleView> =>
  useQuery({
    queryKey: ['cycle', cycle],
    queryFn: () => read<CycleView>(cyclePath(cycle)),
    refetchInterval: ({ state }) => (state.data?.steps.every((step) => step.settled !== null) ? false : FOLLOW),
  })

/** The ranking of the newest computation; `version` is that of the year as it was read last, so that a new one is fetched. */
export const useRanking = (cycle: string, version: number): UseQueryResult<RankingView> =>
  useQuery({ queryKey: ['ranking', cycle, version], queryFn: () => read<RankingView>(`${cyclePath(cycle)}/ranking`) })

/** One unit with its trace. */
export const useUnit = (cycle: string, unit: string): UseQueryResult<UnitView> =>
  useQuery({ queryKey: ['unit', cycle, unit], queryFn: () => read<UnitView>(`${cyclePath(cycle)}/units/${encodeURIComponent(unit)}`) })

/** Addresses of pages. */
export const pathOf = {
  cycle: (cycle: string) => `/cycles/${encodeURIComponent(cycle)}`,
  unit: (cycle: string, unit: string) => `/cycles/${encodeURIComponent(cycle)}/units/${encodeURIComponent(unit)}`,
}

/** A name out of an address: the router has decoded all but the reserved characters. */
export function nameIn(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a name with a per cent sign, decoded already
  }
}
