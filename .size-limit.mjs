// What a browser loads before the first screen: the entry, the executions list, and all that they import at once.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const APP = 'dist/app'

/** Files that these sources need before they can run, from the build's manifest. */
function loadedWith(sources) {
  const manifest = JSON.parse(readFileSync(join(APP, '.vite/manifest.json'), 'utf8'))
  const seen = new Set()
  const scripts = new Set()
  const styles = new Set()
  const visit = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`The build has no ${key}.`)
    scripts.add(join(APP, chunk.file))
    for (const style of chunk.css ?? []) styles.add(join(APP, style))
    for (const next of chunk.imports ?? []) visit(next)
  }
  sources.forEach(visit)
  return { scripts: [...scripts], styles: [...styles] }
}

const first = loadedWith(['index.html', 'src/pages/executions/executions-page.tsx'])
const execution = loadedWith(['index.html', 'src/pages/execution/execution-page.tsx'])

export default [
  { name: 'scripts before the first screen', path: first.scripts, gzip: true, limit: '240 kB' },
  { name: 'styles before the first screen', path: first.styles, gzip: true, limit: '30 kB' },
  { name: 'scripts of the execution page', path: execution.scripts, gzip: true, limit: '340 kB' },
]
