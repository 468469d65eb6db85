import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Tests that kill processes again and again, or send fuzz: part of npm test, not of npm run check. */
const LONG = ['engine/engine-crash', 'engine/engine-terminate', 'services/hostile-requests'].map(
  (name) => `sandbox/${name}.test.ts`,
)

export default defineConfig({
  plugins: [react()],
  test: {
    // A worker loads what is tested once, not once a file: that takes longer than most tests do.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'app',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/domain/**', 'src/config/**'],
          environment: 'happy-dom',
          env: { TZ: 'UTC' },
        },
      },
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'src/domain/**/*.test.ts',
            'src/config/**/*.test.ts',
            '{gateway,sandbox,cli,examples,bench}/**/*.test.ts',
          ],
          exclude: LONG,
          environment: 'node',
          env: { TZ: 'UTC' },
        },
      },
      {
        // Most of it needs the built program, which takes seconds to start on a busy machine.
        extends: true,
        test: {
          name: 'program',
          include: ['e2e/program/**/*.test.ts', ...LONG],
          environment: 'node',
          isolate: true,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
