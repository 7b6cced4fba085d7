import type { Command } from 'commander'
import { family } from '../verb.ts'
import { VERBS } from '../words.ts'
import { registerPostList } from './post-list.ts'
import { registerPostSet } from './post-set.ts'

/** Adds it to the command line. */
export function registerPosts(program: Command): void {
  const post = family(program, 'post', VERBS.post)
  for (const register of [registerPostList, registerPostSet]) register(post)
}
