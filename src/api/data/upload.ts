import { md5 } from 'js-md5'
import { ApiError } from '../errors'

export interface UploadTarget {
  readonly project: string
  readonly domain: string
  /** May hold folders: `a/b.csv`. */
  readonly filename: string
  /** Folder that several files go into; without one, a folder of the file's checksum. */
  readonly root?: string
}

export interface UploadProgress {
  /** Checking reads the file for its checksum, sending sends it. */
  readonly step: 'checking' | 'sending'
  readonly bytes: number
  readonly total: number
}

export interface UploadOptions {
  readonly onProgress?: (progress: UploadProgress) => void
  readonly signal?: AbortSignal
}

async function checksum(file: Blob, { onProgress, signal }: UploadOptions): Promise<string> {
  const hash = md5.create()
  const reader = file.stream().getReader()
  let bytes = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    signal?.throwIfAborted()
    hash.update(part.value)
    bytes += part.value.length
    onProgress?.({ step: 'checking', bytes, total: file.size })
  }
  return btoa(String.fromCharCode(...new Uint8Array(hash.arrayBuffer())))
}

/** What an answer of the page's own server says under a name; "" when it says nothing. */
function said(answer: unknown, name: 'nativeUrl' | 'message'): string {
  if (typeof answer !== 'object' || answer === null || !(name in answer)) return ''
  const value = Object.entries(answer).find(([key]) => key === name)?.[1] as unknown
  return typeof value === 'string' ? value : ''
}

/** Sends a file; fetch cannot tell how far it is, XMLHttpRequest can. */
function send(url: string, file: Blob, contentMd5: string, { onProgress, signal }: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('content-md5', contentMd5)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => onProgress?.({ step: 'sending', bytes: loaded, total: file.size })
    request.onerror = () => reject(new ApiError('unreachable', 'The file could not be sent.'))
    request.onabort = () => reject(new ApiError('cancelled', 'The upload was stopped.'))
    request.onload = () => {
      const answer: unknown = request.response
      const location = said(answer, 'nativeUrl')
      if (request.status === 200 && location !== '') resolve(location)
      else reject(new ApiError('internal', said(answer, 'message') || `HTTP status ${request.status}`))
    }
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/**
 * Stores a file through the page's own server and gives its location, as tasks will see it.
 *
 * @throws ApiError
 */
export async function uploadFile(
  basePath: string,
  { project, domain, filename, root }: UploadTarget,
  file: Blob,
  options: UploadOptions = {},
): Promise<string> {
  const contentMd5 = await checksum(file, options)
  const query = new URLSearchParams({
    project,
    domain,
    filename,
    ...(root === undefined ? {} : { filename_root: root }),
  })
  return send(`${basePath}/upload?${query.toString()}`, file, contentMd5, options)
}
