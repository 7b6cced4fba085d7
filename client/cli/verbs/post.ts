import type { Command } from 'commander'
import { family } from '../verb.ts'
import { VERBS } from '../words.ts'
import { registerPostList } from './post-list.ts'
import { registerPostDelegate } from './post-delegate.ts'
import { registerPostFill } from './post-fill.ts'
import { registerPostHistory } from './post-history.ts'
import { registerPostSet } from './post-set.ts'
import { registerPostVacate } from './post-vacate.ts'

/** Adds it to the command line. */
export function registerPosts(program: Command): void {
  const post = family(program, 'post', VERBS.post)
  for (const register of [
    registerPostList,
    registerPostSet,
    registerPostVacate,
    registerPostFill,
    registerPostDelegate,
    registerPostHistory,
  ])
    register(post)
}
