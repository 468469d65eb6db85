import type { IncomingMessage } from 'node:http'

/** What an `Origin` or `Host` may be, besides the address that the request itself was sent to. */
export interface OriginRules {
  /** Names and addresses that this server is reached by; undefined when any will do (behind an ingress). */
  readonly hosts: ReadonlySet<string> | undefined
}

/** Names by which a server that listens on loopback is reached. */
export const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

/**
 * Why a request must not be served, or undefined. Refuses what a page of another origin can make a browser send: a foreign
 * `Origin`, a cross-site request other than a navigation, and a host name that only points here (DNS rebinding).
 */
export function refusal(request: IncomingMessage, rules: OriginRules): string | undefined {
  const host = request.headers.host ?? ''
  if (rules.hosts && !rules.hosts.has(hostName(host))) {
    return `This server does not go by the name ${JSON.stringify(hostName(host))}.`
  }
  const origin = request.headers.origin
  if (origin !== undefined && origin !== 'null') {
    const forwarded = request.headers['x-forwarded-host']
    const own = [host, typeof forwarded === 'string' ? forwarded : undefined].filter(Boolean)
    if (!own.some((name) => origin === `http://${name}` || origin === `https://${name}`)) {
      return `Pages of ${origin} may not use this server.`
    }
  }
  const site = request.headers['sec-fetch-site']
  const mode = request.headers['sec-fetch-mode']
  if (origin === 'null' || (site === 'cross-site' && mode !== 'navigate')) {
    return 'Pages of another site may not use this server.'
  }
  return undefined
}
