import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type CreateUploadLocationRequest,
  type CreateUploadLocationResponse,
  CreateUploadLocationResponseSchema,
} from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { BlobLocationError, type BlobStore } from '../blobs/blob-store'
import type { ControlPlane } from '../control-plane'
import { invalidArgument } from '../rpc-error'
import { expiryOf } from './link-lifetime'
import { randomName } from './random-name'

/** Length of the name that the server makes up when an upload has none: flyteadmin's `upload.defaultFileNameLength`. */
const MADE_UP_NAME_LENGTH = 20

/**
 * A place for a file, and a signed URL to PUT it there (admin.md §13). The same content, or the same root and name, always gives the same place; a root alone
 * gives a new name each time, since flytekit sends every data frame with the same one.
 *
 * @throws InvalidArgument; AlreadyExists when root and name are taken by content with another MD5
 */
export async function createUploadLocation(
  cp: ControlPlane,
  request: CreateUploadLocationRequest,
): Promise<CreateUploadLocationResponse> {
  const { project, domain, filename, filenameRoot, contentMd5 } = request
  if (project === '' || domain === '') throw invalidArgument('project and domain are required parameters')
  if (contentMd5.length === 0 && filenameRoot === '') {
    throw invalidArgument('content_md5 or filename_root is a required parameter')
  }
  const md5 = contentMd5.length === 0 ? undefined : Buffer.from(contentMd5).toString('base64')
  const folder = filenameRoot === '' ? base32(contentMd5) : filenameRoot
  const nativeUrl = locationOf(cp.blobs, request, folder)
  if (filename !== '' && filenameRoot !== '') await checkNotTaken(cp.blobs, nativeUrl, md5)
  const expiry = expiryOf(request.expiresIn, cp.now())
  const path = cp.blobs.urls.sign({ access: 'write', uri: nativeUrl, expiresAt: expiry.millis, contentMd5: md5 })
  return create(CreateUploadLocationResponseSchema, {
    nativeUrl,
    signedUrl: cp.settings.publicOrigin + path,
    expiresAt: expiry.at,
    headers: md5 === undefined ? {} : { 'Content-MD5': md5 },
  })
}

function locationOf(
  blobs: BlobStore,
  { project, domain, filename }: CreateUploadLocationRequest,
  folder: string,
): string {
  try {
    return blobs.uploadUri(project, domain, folder, filename === '' ? randomName(MADE_UP_NAME_LENGTH) : filename)
  } catch (error) {
    if (error instanceof BlobLocationError) throw invalidArgument(`invalid filename: ${error.message}`)
    throw error
  }
}

async function checkNotTaken(blobs: BlobStore, uri: string, md5: string | undefined): Promise<void> {
  const existing = blobs.size(uri) === undefined ? undefined : blobs.locate(uri)
  if (existing === undefined) return
  if (md5 !== undefined) {
    const digest = createHash('md5')
    await pipeline(fs.createReadStream(existing), digest)
    if (digest.digest('base64') === md5) return
  }
  throw new ConnectError(
    `file already exists at location [${uri}], specify a matching hash if you wish to rewrite`,
    Code.AlreadyExists,
  )
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 base32 with padding. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{1,5}/g) ?? [])
    .map((group) => BASE32.charAt(parseInt(group.padEnd(5, '0'), 2)))
    .join('')
  return letters.padEnd(Math.ceil(letters.length / 8) * 8, '=')
}
