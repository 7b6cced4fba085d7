/** Workflow ids are names that people can read; they and the task queue are agreed here, and nowhere else. */
export const TASK_QUEUE = 'niankao'

export const workflowIds = {
  cycle: (cycle: string) => `cycle/${cycle}`,
  rounds: (cycle: string) => `cycle/${cycle}/rounds`,
  step: (cycle: string, step: string) => `cycle/${cycle}/step/${step}`,
  appeal: (cycle: string, unit: string) => `cycle/${cycle}/appeal/${unit}`,
}
