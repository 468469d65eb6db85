// Builds the server side into dist/cli.mjs and puts compressed copies beside the application's files.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const WORTH_COMPRESSING = /\.(js|css|html|svg|json|txt)$/
const SMALLEST_BYTES = 1024

function* filesBelow(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

await build({
  entryPoints: ['cli/main.ts'],
  outfile: 'dist/cli.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
  define: { 'process.env.CONTRAIL_VERSION': JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version) },
})

for (const path of filesBelow('dist/app')) {
  const bytes = readFileSync(path)
  if (!WORTH_COMPRESSING.test(path) || bytes.length < SMALLEST_BYTES) continue
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}
