import { createHash } from 'node:crypto'

/** Longest file name, in bytes, that every file system in use takes is 255; the rest is room for a suffix. */
const LONGEST_SEGMENT = 200

const HARMLESS = /^[A-Za-z0-9_=@+,~-][A-Za-z0-9._=@+,~-]*$/

/**
 * Turns any text (a node id, a task name, a version) into one file name. Ordinary identifiers stay readable; everything that
 * a file system could take for more than a name is percent-encoded, and what is too long is cut and made unique by a hash.
 * Two different texts never give the same name.
 */
export function pathSegment(text: string): string {
  if (text.length <= LONGEST_SEGMENT && HARMLESS.test(text)) return text
  // A lone surrogate has no UTF-8: it is replaced here, and told apart by the hash.
  const wellFormed = Buffer.from(text).toString()
  const encoded = text === '' ? '%' : encodeURIComponent(wellFormed).replace(/^\./, '%2E')
  if (encoded.length <= LONGEST_SEGMENT && text === wellFormed) return encoded
  const digest = createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex')
  return `${encoded.slice(0, LONGEST_SEGMENT - digest.length - 2)}%%${digest}`
}
