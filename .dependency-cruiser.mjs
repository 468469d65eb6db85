/** Finds import cycles; the layer table itself is enforced by eslint.config.mjs. */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { pathNot: 'src/api/gen' } } },
    {
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: { path: '^(src|gateway|sandbox|cli)/', pathNot: '(\\.test\\.tsx?|\\.fixture\\.tsx?|\\.mjs|/testing/.*)$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: 'src/api/gen' },
  },
}
