import fs from 'node:fs'
import js from '@eslint/js'
import ts from 'typescript-eslint'

/** The console sees a browser, everything else sees Node. */
const project = ['./tsconfig.json', ...(fs.globSync('client/console/**/*.{ts,tsx}').length ? ['./tsconfig.console.json'] : [])]
const nodeGlobals = ['process', 'console', 'Buffer', 'URL', 'fetch', 'AbortController', 'setTimeout', 'clearTimeout']

const typed = {
  files: ['**/*.ts', '**/*.tsx'],
  languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
}

export default ts.config(
  { ignores: ['node_modules/', '.niankao/', 'client/console/dist/', 'test/**/fixtures/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  typed,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      'no-undef': 'off', // the type check knows better
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70 }],
      eqeqeq: 'error',
      // The ideographic space is Chinese punctuation.
      'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipJSXText: true, skipComments: true }],
    },
  },
  // A `describe` block is a chapter, not a function.
  { files: ['test/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.mjs'], languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) } },
)
