import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { words } from '../words.ts'

/** Shows what was read, a grey shape while it is being read, and the server's sentence when it could not be. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending)
    return (
      <div className="card" role="status" aria-label={words.loading}>
        <Skeleton active paragraph={{ rows: 6 }} />
      </div>
    )
  const retry = <Button onClick={() => void query.refetch()}>{words.retry}</Button>
  return <Alert type="warning" showIcon title={words.failed} description={query.error?.message} action={retry} />
}
