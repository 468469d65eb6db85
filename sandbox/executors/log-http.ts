import type { IncomingMessage, ServerResponse } from 'node:http'
import { serveFile } from '../blobs/serve-file'
import type { ControlPlane } from '../control-plane'
import { AttemptFolder, type AttemptId } from './attempt-folder'

const PREFIX = '/logs/'

/** The link to an attempt's log that task events carry; `handleLogRequest` answers it. */
export function logUri(publicOrigin: string, { execution, node, attempt, index }: AttemptId): string {
  const parts = [execution.project, execution.domain, execution.name, node].map(encodeURIComponent)
  return `${publicOrigin}${PREFIX}${parts.join('/')}/${attempt}${index === undefined ? '' : `/${index}`}`
}

function parseLogPath(url: string): AttemptId | undefined {
  const segments = url.split('?', 1)[0]?.slice(PREFIX.length).split('/') ?? []
  if (segments.length < 5 || segments.length > 6) return undefined
  try {
    const [project = '', domain = '', name = '', node = '', ...numbers] = segments.map(decodeURIComponent)
    const [attempt, index] = numbers
    if (!numbers.every((number) => /^\d{1,9}$/.test(number))) return undefined
    return {
      execution: { project, domain, name },
      node,
      attempt: Number(attempt),
      ...(index === undefined ? {} : { index: Number(index) }),
    }
  } catch {
    return undefined
  }
}

/**
 * Answers `GET` and `HEAD /logs/<project>/<domain>/<execution>/<node>/<attempt>[/<index>]` with what the attempt has written so far, whole or by
 * ranges.
 *
 * @returns false when the request is not for a log: nothing has been answered then
 */
export function handleLogRequest(cp: ControlPlane, request: IncomingMessage, response: ServerResponse): boolean {
  const url = request.url ?? ''
  if (!url.startsWith(PREFIX)) return false
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return true
  }
  const id = parseLogPath(url)
  const file = id && AttemptFolder.of(cp.settings.dataDir, id).log
  if (file !== undefined && serveFile(file, 'text/plain; charset=utf-8', request, response)) return true
  response
    .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    .end('There is no log of this attempt: its process has not been started, or was started elsewhere.\n')
  return true
}
