import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The sandbox that `npm run dev` talks to; `npm run dev` starts it on this port. */
const sandboxOrigin = process.env.CONTRAIL_DEV_SANDBOX ?? 'http://localhost:30080'

export default defineConfig({
  plugins: [react()],
  // Relative, because the base path is chosen when the server starts, not when the app is built.
  base: './',
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Few files before the first screen: what pages are made of in one, what else nearly every page needs in another.
        codeSplitting: {
          groups: [
            {
              name: 'parts',
              minShareCount: 3,
              test: /\/src\/components\/(ui|layout|time|phase)\/|\/node_modules\/(lucide|@tanstack)/,
              priority: 2,
            },
            { name: 'shared', minShareCount: 12, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    // The host stays the page's own, as the gateway checks that a request comes from its own origin.
    proxy: Object.fromEntries(
      ['/console/rpc', '/console/blob', '/console/deck', '/console/upload', '/console/config.json', '/logs'].map(
        (path) => [path, { target: sandboxOrigin, changeOrigin: false }],
      ),
    ),
  },
})
