import type { NodeOf, Op } from '../grammar/node.ts'
import type { Detail } from '../trace/trace.ts'
import { recheckConditions } from './conditions.ts'
import type { Line } from './line.ts'
import { recheckLists } from './lists.ts'
import { recheckNumbers } from './numbers.ts'

/** Operators that leave a step of their own. */
export type StepOp = Exclude<Op, 'input' | 'item' | 'parameter' | 'rule' | 'standing'>
/** What a line must say; value null where there can be none. */
export type Expected = { value: string | null; detail: Detail }
export type Rechecks<K extends StepOp> = { [O in K]: (node: NodeOf<O>, line: Line) => Expected }

/** What each kind of line must say, given the lines above. Total over the operators. */
export const rechecks: Rechecks<StepOp> = { ...recheckNumbers, ...recheckLists, ...recheckConditions }
