import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageConfig } from './page-config'

/** The built page, as a function of the nonce of the answer. */
export type RenderPage = (nonce: string) => string

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => ESCAPED[character] ?? '')
}

/**
 * Reads the built `index.html` once. Its asset links are relative; they are made absolute below the base path, because the
 * page is served for every URL of the application.
 *
 * @param appDir folder with the built application (`dist/app`)
 * @throws when the application has not been built
 */
export function loadPage(appDir: string, config: PageConfig): RenderPage {
  let html: string
  try {
    html = readFileSync(join(appDir, 'index.html'), 'utf8')
  } catch {
    throw new Error(`The dashboard has not been built (no index.html in ${appDir}). Run \`npm run build\` first.`)
  }
  const located = html.replace(/(\s(?:src|href)=")\.\//g, `$1${config.basePath}/`)
  const data = `<script type="application/json" id="contrail-config">${jsonForScript(config)}</script>`
  const [head, ...rest] = located.split('<head>')
  return (nonce) =>
    `${head ?? ''}<head>${data}<meta property="csp-nonce" nonce="${nonce}" />${rest.join('<head>')}`.replace(
      /<script(?! type="application\/json")/g,
      `<script nonce="${nonce}"`,
    )
}
