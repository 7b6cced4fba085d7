import type { Pack } from './pack.ts'

/** The pack as canonical JSON, for storage. */
export function packToJson(_pack: Pack): string {
  throw new Error('packToJson is being written')
}
/** Reads back what packToJson wrote (text or parsed jsonb) and checks its hash. */
export function packFromJson(_json: unknown): Pack {
  throw new Error('packFromJson is being written')
}
