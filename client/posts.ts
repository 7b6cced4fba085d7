import type { Pack } from '../scoring/index.ts'

/** How many posts a body has at first: enough that maker and checker, scorer and reviewer can be different people. */
const POSTS: Partial<Record<Pack['roster']['bodies'][number]['role'], number>> = { office: 3, assessor: 2 }

/** The post of a unit's liaison officer (联络员). */
export const liaisonOf = (unit: string): string => `${unit}/联络员`
/** The n-th post of a body, from 1. */
export const postOf = (body: string, place = 1): string => `${body}#${place}`

/** The posts with which a cycle opens: one liaison officer for each unit, some for each body. Names and mailboxes are entered later. */
export function postsOf(cycle: string, roster: Pack['roster']) {
  const units = roster.units.map((unit) => ({
    cycle,
    key: liaisonOf(unit.key),
    name: `${unit.name}联络员`,
    unit: unit.key,
    body: null,
    mail: null,
  }))
  const bodies = roster.bodies.flatMap((body) =>
    Array.from({ length: POSTS[body.role] ?? 1 }, (_, index) => ({
      cycle,
      key: postOf(body.key, index + 1),
      name: `${body.name}${index + 1}号岗`,
      unit: null,
      body: body.key,
      mail: null,
    })),
  )
  return [...units, ...bodies]
}
