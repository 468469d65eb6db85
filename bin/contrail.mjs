#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/cli.mjs', import.meta.url)
if (!existsSync(fileURLToPath(built))) {
  process.stderr.write('contrail: the program has not been built yet. Run `npm run build` in its folder first.\n')
  process.exit(1)
}
await import(built.href)
