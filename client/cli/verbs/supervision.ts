import type { Command } from 'commander'
import { registerCycleBurden } from './cycle-burden.ts'
import { registerCycleLights } from './cycle-lights.ts'
import { registerCycleSlips } from './cycle-slips.ts'
import { registerCycleRegister } from './register.ts'

/** Adds to `cycle` what shows how a year is watched. */
export function registerSupervision(cycle: Command): void {
  for (const register of [registerCycleLights, registerCycleSlips, registerCycleRegister, registerCycleBurden]) register(cycle)
}
