import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
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
          environment: 'node',
          env: { TZ: 'UTC' },
        },
      },
      {
        // Needs the built program, and minutes: part of npm test, not of npm run check.
        extends: true,
        test: { name: 'program', include: ['e2e/program/**/*.test.ts'], environment: 'node' },
      },
    ],
  },
})
