// Who may import whom (docs/decisions.md). Each folder says what it needs; whatever it does not name is forbidden.

/** Names of packages as a pattern on their resolved paths. */
const packages = (...names) => `node_modules/(@types/)?(${names.map((n) => n.replace('.', '\\.')).join('|')})/`
const folders = (...names) => `^(${names.join('|')})/`

/** `folder` may import itself and `allowed` (patterns on resolved paths) and what is of the kinds `freely`. */
const only = (folder, comment, allowed, freely = []) => ({
  name: `${folder}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { pathNot: [`^${folder}/`, ...allowed], couldNotResolve: false, dependencyTypesNot: freely },
})
/** What a workflow is called and what can be said to it: whoever writes a wake-up needs the name, never the story. */
const contract = '^workflows/(messages|ids)\\.ts$'
/** Types leave no trace at run time: whoever has this may name any of them. */
const types = 'type-only'
/** Modules of Node itself. */
const node = 'core'

export default {
  forbidden: [
    only('scoring', 'Arithmetic of regulations: no clock, no disk, no network.', [
      packages('zod', 'decimal.js', 'yaml', 'js-yaml'),
      '^(node:)?crypto$',
    ]),
    only('calendar', 'Working days: pure functions over the published tables.', []),
    only(
      'workflows',
      'Deterministic stories: Temporal, messages and types. Zod alone costs 0.6 MB for each cached workflow.',
      [packages('@temporalio/workflow', '@temporalio/common')],
      [types],
    ),
    only(
      'activities',
      'The world as workflows see it.',
      [folders('steps', 'records', 'scoring', 'calendar', 'notices'), contract, packages('@temporalio/activity', '@temporalio/common')],
      [node],
    ),
    only(
      'steps',
      'What each kind of step means: its tasks, what it accepts, how it settles.',
      [folders('records', 'scoring', 'calendar'), packages('zod')],
      [node],
    ),
    only(
      'records',
      'PostgreSQL, one file of queries per noun.',
      [folders('calendar', 'scoring'), contract, packages('pg', 'kysely', 'node-pg-migrate')],
      [node],
    ),
    only('notices', 'Mail and calendar files.', [folders('calendar'), packages('nodemailer')], [node]),
    only(
      'runtime',
      'Starts servers and knows nothing of what runs on them.',
      [packages('@temporalio/client', '@temporalio/worker', 'pg')],
      [node],
    ),
    only(
      'client/console',
      'Runs in a browser: of the server it knows types only.',
      [folders('scoring', 'calendar'), 'node_modules/'],
      [types],
    ),
    {
      name: 'client-imports',
      comment: 'Verbs write records and wake workflows. Only the command line and the entry of the HTTP process start workers and servers.',
      severity: 'error',
      from: { path: '^client/', pathNot: '^client/((cli|console)/|api/main\\.ts$)' },
      to: { path: '^(activities|worker|runtime|test|bench|scripts|workflows/(?!(messages|ids)\\.ts))' },
    },
    {
      name: 'cli-imports',
      comment: 'The command line may start worker and servers, but the work itself goes through verbs.',
      severity: 'error',
      from: { path: '^client/cli/' },
      to: { path: '^(activities|test|bench|scripts|workflows/(?!(messages|ids)\\.ts))' },
    },
    ...['worker', 'client/cli', 'client/api', 'client/console'].map((entrance) => ({
      name: `no-one-imports-${entrance}`,
      comment: 'An entrance: only the worker, the command line, the start of the HTTP process, tests and benches may open it.',
      severity: 'error',
      from: { pathNot: `^((${entrance}|worker|client/cli|test|bench|scripts)/|client/api/main\\.ts$)` },
      to: { path: `^${entrance}/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'one-gate-for-decimals',
      comment: 'Precision and rounding are set once, in scoring/decimal.ts.',
      severity: 'error',
      from: { pathNot: '^(scoring/decimal\\.ts$|test/|bench/)' },
      to: { path: packages('decimal.js') },
    },
    {
      name: 'one-gate-for-workbooks',
      comment: 'What a cell may be, and how large a file, is said once, in client/excel/workbook.ts.',
      severity: 'error',
      from: { pathNot: '^(client/excel/workbook\\.ts$|test/)' },
      to: { path: packages('exceljs') },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-packages',
      comment: 'What runs on a server is installed without development packages.',
      severity: 'error',
      from: { path: '^(scoring|calendar|workflows|activities|steps|records|notices|worker|client|runtime)/', pathNot: '^client/console/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true, // sees `import type`
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
