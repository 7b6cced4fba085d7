import { Alert } from 'antd'
import type { CycleView } from '../../views/shapes/cycle.ts'
import { words } from '../words.ts'

/** That a year stands still, since when, by which document, and what its clocks do meanwhile. */
export function PauseAlert({ paused }: Pick<CycleView, 'paused'>) {
  if (paused === null) return null
  return <Alert type="warning" showIcon title={words.paused(paused.since, paused.document, paused.reason, paused.clocks)} />
}
