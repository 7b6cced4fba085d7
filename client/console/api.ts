import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ChangesView, DeadlineView } from '../views/shapes/changes.ts'
import type { CycleSummary, CycleView } from '../views/shapes/cycle.ts'
import type { RankingView } from '../views/shapes/ranking.ts'
import type { StuckView } from '../views/shapes/stuck.ts'
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

/** What does not move, in the name of a post; it is followed, and never asked for nobody. */
export const useStuck = (cycle: string, post: string): UseQueryResult<StuckView> =>
  useQuery({
    queryKey: ['stuck', cycle, post],
    queryFn: () => read<StuckView>(`${cyclePath(cycle)}/stuck?as=${encodeURIComponent(post)}`),
    refetchInterval: FOLLOW,
    enabled: post !== '',
  })

/** What has become of a year beside its plan. */
export const useChanges = (cycle: string): UseQueryResult<ChangesView> =>
  useQuery({ queryKey: ['changes', cycle], queryFn: () => read<ChangesView>(`${cyclePath(cycle)}/changes`), refetchInterval: FOLLOW })

/** Why a step (by its key) or a task (by its number) is due when it is. */
export const useDeadline = (cycle: string, subject: string): UseQueryResult<DeadlineView> =>
  useQuery({
    queryKey: ['deadline', cycle, subject],
    queryFn: () => read<DeadlineView>(`${cyclePath(cycle)}/deadlines/${encodeURIComponent(subject)}`),
  })

/** One unit with its trace. */
export const useUnit = (cycle: string, unit: string): UseQueryResult<UnitView> =>
  useQuery({ queryKey: ['unit', cycle, unit], queryFn: () => read<UnitView>(`${cyclePath(cycle)}/units/${encodeURIComponent(unit)}`) })

/** Addresses of pages. */
export const pathOf = {
  cycle: (cycle: string) => `/cycles/${encodeURIComponent(cycle)}`,
  stuck: (cycle: string) => `/cycles/${encodeURIComponent(cycle)}/stuck`,
  changes: (cycle: string) => `/cycles/${encodeURIComponent(cycle)}/changes`,
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
