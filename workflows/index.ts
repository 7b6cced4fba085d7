export { annualCycle } from './annual-cycle.ts'
export { appeal } from './appeal.ts'
export { rounds } from './rounds.ts'
export { step } from './step.ts'
