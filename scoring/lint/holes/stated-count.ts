import type { Pack } from '../../pack/pack.ts'
import type { Hole, HoleFinder } from './hole.ts'
import { articleOf, wordsOf } from './hole.ts'

/** Where the regulation counts its units or sequences, the roster has as many. */
export const statedCount: HoleFinder = (pack) => [...ofClasses(pack), ...ofRanking(pack)]

function ofClasses(pack: Pack): Hole[] {
  return pack.roster.classes.flatMap(({ key, name, source }, index) => {
    const stated = /(?:^|[^\d])(\d+)个[)）]?$/u.exec(wordsOf(source).replace(/[:：]$/u, ''))?.[1]
    const found = pack.roster.units.filter((unit) => unit.class === key && unit.madeUp !== 'true').length
    if (stated === undefined || Number(stated) === found) return []
    return [
      {
        code: 'stated-count',
        file: 'roster.yaml',
        path: `/classes/${index}`,
        message: `“${name}”按原文应有 ${stated} 个单位，名册实有 ${found} 个`,
        articles: [articleOf(pack, source)],
        cited: pack.roster.assumes ?? [],
      },
    ]
  })
}

function ofRanking(pack: Pack): Hole[] {
  const { classes, source, assumes } = pack.grades.ranking
  const stated = /(\d+)个序列/u.exec(wordsOf(source).normalize('NFKC'))?.[1]
  if (stated === undefined || Number(stated) === classes.length) return []
  return [
    {
      code: 'stated-count',
      file: 'grades.yaml',
      path: '/ranking/classes',
      message: `原文按 ${stated} 个序列排名，规则包中排名的类别实有 ${classes.length} 个，怎样划分应写明`,
      articles: [articleOf(pack, source)],
      cited: assumes ?? [],
    },
  ]
}
