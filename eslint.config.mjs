import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** The layer table of ARCHITECTURE.md: what a folder may not import, as patterns of `no-restricted-imports`. */
const layer = (files, forbidden, message, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: forbidden, message }] }] },
})

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/gen', '.venv', 'coverage', 'test-results', '.contrail'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // flyteidl marks fields deprecated that every Flyte client still sends and reads.
      '@typescript-eslint/no-deprecated': 'off',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  { files: ['**/*.test.{ts,tsx}', 'e2e/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    ...reactHooks.configs.flat['recommended-latest'],
    // Only where there is React: these rules compile what they look at.
    files: ['src/**/*.tsx', 'src/{components,pages}/**/*.ts'],
    rules: {
      ...reactHooks.configs.flat['recommended-latest'].rules,
      // It only says that the React compiler, which is not used here, would skip a function that calls useVirtualizer.
      'react-hooks/incompatible-library': 'off',
    },
  },
  layer(
    ['src/domain/**/*.ts'],
    '^(react|react-dom|react-router|@tanstack/|@connectrpc/|node:|.*/(components|pages|config)/|.*/api/(?!gen/))',
    'domain is pure: it may import domain, and generated messages.',
    ['**/*.test.ts'],
  ),
  layer(
    ['src/config/**/*.{ts,tsx}'],
    '(^(react|react-dom|react-router|@tanstack/)|/(api|components|pages)/)',
    'config imports domain types only.',
    ['**/*.test.ts'],
  ),
  layer(
    ['src/api/**/*.ts'],
    '(^(react|react-dom|react-router)|/(components|pages)/)',
    'api knows neither React nor what is built on it.',
    ['**/*.test.ts'],
  ),
  layer(
    ['src/components/ui/**/*.{ts,tsx}'],
    '(^react-router|/(api|domain|pages|config|layout)/)',
    'components/ui imports itself only.',
  ),
  layer(['src/components/**/*.{ts,tsx}'], '/pages/', 'components never import pages.', ['src/components/ui/**']),
  layer(['src/pages/**/*.{ts,tsx}'], '^\\.\\./(?!\\.\\./)', 'A page never imports another page.'),
  layer(
    ['gateway/**/*.ts'],
    '(/sandbox/|/cli/|/src/(?!api/gen/|domain/))',
    'gateway imports its own files, generated code and domain.',
    ['**/*.test.ts'],
  ),
  layer(
    ['sandbox/**/*.ts'],
    '(/gateway/|/cli/|/src/(?!api/gen/|domain/))',
    'sandbox imports its own files, generated code and domain.',
    ['**/*.test.ts'],
  ),
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'global'] },
  },
)
