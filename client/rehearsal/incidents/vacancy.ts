import { z } from 'zod'
import { at } from '../../../calendar/index.ts'
import { IsoDate } from '../../../scoring/pack/scalars.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { fillPost } from '../../verbs/fill-post.ts'
import { vacatePost } from '../../verbs/vacate-post.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/** All posts of a body fall vacant, and are filled again on the morning of `until`; meanwhile whoever the pack declares acts in its place. */
export const vacancy = incidentKind({
  shape: z.strictObject({ kind: z.literal('vacancy'), ...when, body: z.string(), until: IsoDate }),
  plan: (stage, incident, name) => {
    const office = postOf(officeOf(stage.pack))
    const held = (vacant: boolean) =>
      stage.database
        .selectFrom('post')
        .select('key')
        .where('cycle', '=', stage.cycle)
        .where('body', '=', incident.body)
        .where('vacant_since', vacant ? 'is not' : 'is', null)
        .orderBy('key')
        .execute()
    return [
      {
        name: `${name}/空缺`,
        at: instantOf(incident),
        run: async (as) => {
          for (const { key } of await held(false))
            await vacatePost({ ...as(office), key: `推演/${name}/空缺/${key}` }, { post: key, document: '推演人事令1号', reason: '调离' })
        },
      },
      {
        name: `${name}/补任`,
        at: at(incident.until, '09:00'),
        run: async (as) => {
          for (const { key } of await held(true))
            await fillPost(
              { ...as(office), key: `推演/${name}/补任/${key}` },
              { post: key, name: `${key}（新任）`, document: '推演人事令2号', reason: '补任' },
            )
        },
      },
    ]
  },
})
