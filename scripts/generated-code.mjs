// Compares src/api/gen with what the published protos give.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { npx } from './steps.mjs'

const COMMITTED = 'src/api/gen'

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

function contents(folder) {
  return new Map(filesBelow(folder).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]))
}

/** Fails when the committed code is not what the published protos give. */
export async function compareGeneratedCode() {
  const folder = mkdtempSync(join(tmpdir(), 'contrail-gen-'))
  try {
    await npx('buf', 'generate', '--output', folder)
    const fresh = contents(join(folder, COMMITTED))
    const committed = contents(COMMITTED)
    const names = new Set([...fresh.keys(), ...committed.keys()])
    const different = [...names].filter((name) => fresh.get(name) !== committed.get(name))
    if (different.length > 0) throw new Error(`Run npm run gen: ${COMMITTED} differs in ${different.join(', ')}`)
    return `${names.size} files`
  } finally {
    rmSync(folder, { recursive: true })
  }
}
