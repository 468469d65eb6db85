import { md5 } from 'js-md5'
import { ApiError } from '../errors'

export interface UploadTarget {
  readonly project: string
  readonly domain: string
  readonly filename: string
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}

/**
 * Stores a file through the page's own server and gives its location, as tasks will see it. Large files are hashed and sent
 * as they are read.
 *
 * @throws ApiError
 */
export async function uploadFile(basePath: string, target: UploadTarget, file: Blob): Promise<string> {
  const hash = md5.create()
  const reader = file.stream().getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) hash.update(part.value)
  const query = new URLSearchParams({ project: target.project, domain: target.domain, filename: target.filename })
  const response = await fetch(`${basePath}/upload?${query.toString()}`, {
    method: 'PUT',
    headers: { 'content-md5': base64(hash.arrayBuffer()), 'content-type': 'application/octet-stream' },
    body: file,
  })
  const answer: unknown = await response.json()
  const text = (name: string) =>
    typeof answer === 'object' && answer !== null && name in answer
      ? String((answer as Readonly<Record<string, unknown>>)[name])
      : ''
  if (!response.ok) throw new ApiError('internal', text('message'))
  return text('nativeUrl')
}
