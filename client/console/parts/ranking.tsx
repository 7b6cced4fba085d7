import { Tabs } from 'antd'
import type { CycleView } from '../../views/shapes/cycle.ts'
import type { RankingView } from '../../views/shapes/ranking.ts'
import { useRanking } from '../api.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'
import { Loaded } from './loaded.tsx'
import { RankingClass } from './ranking-class.tsx'

/** The ranking of the newest computation, a tab for each class. */
export function Ranking({ cycle }: { cycle: CycleView }) {
  const query = useRanking(cycle.id, cycle.computations.at(-1)?.version ?? 0)
  return <Loaded query={query}>{(ranking) => <Classes ranking={ranking} />}</Loaded>
}

function Classes({ ranking }: { ranking: RankingView }) {
  const { version, at, classes } = ranking
  if (version === 0)
    return (
      <Card title={words.ranking.title}>
        <p className="empty">{words.ranking.empty}</p>
      </Card>
    )
  const items = classes.map((each) => ({
    key: each.key,
    label: `${each.name}（${each.units.length}）`,
    children: <RankingClass cycle={ranking.cycle} of={each} />,
  }))
  return (
    <Card title={words.ranking.title} aside={words.ranking.computed(version, at ?? '')}>
      <Tabs items={items} />
    </Card>
  )
}
