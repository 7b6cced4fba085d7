import { dueText } from '../../calendar/index.ts'
import type { Database } from '../../records/database.ts'
import { headOf } from '../../records/log.ts'
import { cycleView } from '../views/cycle.ts'
import { doerNames } from '../views/posts.ts'
import { versionsView } from '../views/versions.ts'
import { beijingText } from '../views/beijing.ts'
import { markdownTable } from '../markdown.ts'

/** The first page of a dossier: what year this is, how it went, what is in which file, and how anybody can check it. `files`: how many there are. */
export async function indexText(database: Database, cycle: string, files: number): Promise<string> {
  const [view, versions, head] = [await cycleView(database, cycle), await versionsView(database, cycle), await headOf(database, cycle)]
  const { name, year, document, jurisdiction, kind, opened, publication, units, appeals, steps } = view
  const published = publication
    ? `${publication.at}（北京时间），文号 ${publication.document ?? '——'}，第 ${publication.version} 次计算`
    : '没有公布'
  return `${[
    `# ${name}：全年档案`,
    [
      `周期：${cycle}（${kind === 'live' ? '正式' : '推演'}）`,
      `办法：${document}（${jurisdiction}，${year} 年度）`,
      `开启：${opened}（北京时间）`,
      `公布：${published}`,
      `单位：${units} 个`,
      `复核：签收 ${appeals.received}，申请 ${appeals.filed}，准予 ${appeals.granted}，不予支持 ${appeals.refused}，放弃 ${appeals.waived}`,
    ].join('  \n'),
    '本档案含评价人身份和各单位的原始材料，供考核机构存档，不得公开；对外通报的内容只有 circular.md。',
    '## 环节',
    markdownTable(
      ['环节', '状态', '期限', '办结', '按时', '逾期', '失效'],
      steps.map(({ name: step, state, due, settled, tasks }) => [
        step,
        state === 'cancelled' ? '取消' : '办结',
        due?.text ?? '—',
        settled?.text ?? '—',
        ...[tasks.inTime, tasks.late, tasks.lapsed].map(String),
      ]),
    ),
    ...versionPart(versions),
    ...(await decisionPart(database, cycle)),
    '## 文件',
    FILES,
    '## 怎样核对',
    `共 ${files} 个文件，连同 MANIFEST.sha256。日志 ${head.seq} 条，末尾校验值 ${head.hash}。`,
    CHECKS,
  ].join('\n\n')}\n`
}

function versionPart({ amendments, computations }: Awaited<ReturnType<typeof versionsView>>): string[] {
  const rows = computations.map(({ version, step, at, pack, resultHash }) => [String(version), step, at, pack, resultHash])
  const changed = amendments.map(({ ordinal, document, reason, pack, decided }) => [
    String(ordinal),
    document,
    reason,
    decided ? `${decided.outcome === 'approve' ? '同意' : '不同意'}（${decided.by}，${decided.at}）` : '未决定',
    pack,
  ])
  return [
    '## 计算和办法的版本',
    markdownTable(['次', '环节', '时间', '办法摘要', '结果校验值'], rows),
    ...(changed.length === 0 ? [] : [markdownTable(['修订', '文件', '理由', '决定', '办法摘要'], changed)]),
  ]
}

/** Every decision that came with a document, and every moved due date: the papers that belong to the year. */
async function decisionPart(database: Database, cycle: string): Promise<string[]> {
  const nameOf = await doerNames(database, cycle)
  const decisions = await database
    .selectFrom('decision as d')
    .innerJoin('task as t', 't.id', 'd.task')
    .select(['d.document', 't.title', 'd.outcome', 'd.by_post', 'd.at'])
    .where('d.cycle', '=', cycle)
    .where('d.document', 'is not', null)
    .orderBy('d.id')
    .execute()
  const extensions = await database
    .selectFrom('extension as e')
    .innerJoin('task as t', 't.id', 'e.task')
    .select(['e.document', 't.title', 'e.becomes', 'e.by_post', 'e.at'])
    .where('e.cycle', '=', cycle)
    .orderBy('e.id')
    .execute()
  const rows = [
    ...decisions.map((row) => [row.document ?? '', row.title, row.outcome, nameOf(row), beijingText(row.at)]),
    ...extensions.map((row) => [row.document, row.title, `延至 ${dueText(row.becomes)}`, nameOf(row), beijingText(row.at)]),
  ]
  return ['## 文件依据', rows.length === 0 ? '没有附文件的决定和延期。' : markdownTable(['文件', '事项', '决定', '由谁', '时间'], rows)]
}

const FILES = [
  '- `circular.md` 通报',
  '- `forms/` 各单位的考评情况反馈单（编号为名册中的次序，其后为第几次计算）',
  '- `results/<次>/` 每次计算：`computation.json` 校验值、与上次的差异、类别的评定依据；`units.jsonl` 每个单位的成绩和逐行计分依据',
  '- `facts/` 各表的全部记录，每行一条 JSON；`evidence/` 佐证材料，文件名为其 SHA-256，原名见 `facts/evidence.jsonl`',
  '- `packs/` 所用各版办法（规范化 JSON，文件名为摘要）',
  '- `log.jsonl` 全部日志，逐条相接',
].join('\n')

const CHECKS = [
  '- `sha256sum -c MANIFEST.sha256`：逐个文件核对；`sha256sum MANIFEST.sha256` 的结果与另行记下的总校验值相同，即全部文件没有改动',
  '- `niankao archive verify <文件夹>`：另外核对日志链、各版办法的摘要、佐证材料的摘要，并不经计分程序逐行复验每个单位的计分依据；不需要服务器',
  '- `niankao log verify log.jsonl`、`niankao verify <计分依据> --pack packs/<摘要>.json`：只核对日志，或只复验一份计分依据',
].join('\n')
