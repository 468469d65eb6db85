import { randomBytes } from 'node:crypto'

/** A value that a page's own scripts and styles carry, and that nobody can guess: one per answer. */
export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/**
 * Headers of the application's page: it runs its own scripts only, talks to its own origin only, and cannot be framed.
 * Style attributes are allowed because virtual lists place their rows with them; style elements need the nonce.
 */
export function pageHeaders(nonce: string): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    // WebAssembly unpacks Parquet; it cannot reach anything that scripts cannot.
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src 'self' data: blob:`,
    `connect-src 'self'`,
    `worker-src 'self' blob:`,
    `frame-src 'self' blob:`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ]
  return { ...commonHeaders, 'content-security-policy': policy.join('; '), 'x-frame-options': 'DENY' }
}

/** Headers of every answer. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/**
 * Headers of a deck: HTML that a task wrote. It may run scripts (plots need them), but in an origin of its own, without
 * cookies or storage, and without any way to send or load anything.
 */
export const deckHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data: blob:; frame-ancestors 'self'",
}
