import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type NodeExecutionGetDataResponse,
  NodeExecutionGetDataRequestSchema,
  NodeExecutionGetRequestSchema,
} from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import {
  TaskExecutionGetDataRequestSchema,
  TaskExecutionListRequestSchema,
} from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import {
  type NodeExecutionIdentifier,
  NodeExecutionIdentifierSchema,
  TaskExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import {
  ArtifactType,
  type CreateDownloadLinkRequest,
  CreateDownloadLinkRequestSchema,
  type CreateDownloadLinkResponse,
  CreateDownloadLinkResponseSchema,
  type CreateDownloadLocationRequest,
  type CreateDownloadLocationResponse,
  CreateDownloadLocationResponseSchema,
  type GetDataRequest,
  type GetDataResponse,
  GetDataResponseSchema,
} from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { invalidArgument } from '../rpc-error'
import { durationOf } from './event-times'
import { enumName } from './phases'
import { type FlyteUrl, parseFlyteUrl } from './flyte-url'
import { expiryOf, LONGEST_LIFE } from './link-lifetime'
import { getNodeExecution, getNodeExecutionData } from './node-executions'
import { getTaskExecutionData, listTaskExecutions } from './task-executions'

/**
 * A signed URL to read any location. As in flyteadmin it is not looked at whether something is there; the URL itself answers what cannot be read.
 *
 * @throws InvalidArgument for a lifetime that is too long
 */
export function createDownloadLocation(
  cp: ControlPlane,
  request: CreateDownloadLocationRequest,
): CreateDownloadLocationResponse {
  const expiry = expiryOf(request.expiresIn, cp.now())
  return create(CreateDownloadLocationResponseSchema, {
    signedUrl: signedUrl(cp, request.nativeUrl, expiry.millis),
    expiresAt: expiry.at,
  })
}

/**
 * A signed URL to read a node's deck (admin.md §13).
 *
 * @throws InvalidArgument, also when the node is absent; NotFound when it has no deck or the deck is not there
 */
export function createDownloadLink(cp: ControlPlane, request: CreateDownloadLinkRequest): CreateDownloadLinkResponse {
  const refusal = 'error while validating request. Error: '
  if (request.artifactType === ArtifactType.UNDEFINED) {
    throw invalidArgument(`${refusal}invalid artifact type [ARTIFACT_TYPE_UNDEFINED]`)
  }
  const expiry = expiryOf(request.expiresIn, cp.now(), refusal)
  if (request.source.case === undefined) throw invalidArgument(`${refusal}source is required. Provided nil`)
  const deckUri = deckOf(cp, request.source.value)
  if (deckUri === '' || enumName(ArtifactType, request.artifactType) !== 'DECK') {
    const expiresIn = request.expiresIn ?? durationOf(LONGEST_LIFE)
    const text = protoText(CreateDownloadLinkRequestSchema, { ...request, expiresIn })
    throw new ConnectError(`no deckUrl found for request [${text}]`, Code.NotFound)
  }
  if (cp.blobs.size(deckUri) === undefined) throw new ConnectError('object not found', Code.NotFound)
  const urls = { signedUrl: [signedUrl(cp, deckUri, expiry.millis)], expiresAt: expiry.at }
  return create(CreateDownloadLinkResponseSchema, { ...urls, preSignedUrls: urls })
}

/**
 * What a `flyte://` URL names: literals, one literal, or signed URLs of a deck (admin.md §13).
 *
 * @throws InvalidArgument for a malformed URL, an unknown attempt or name; NotFound when the node is absent or has no deck
 */
export function getData(cp: ControlPlane, request: GetDataRequest): GetDataResponse {
  const refusal = 'failed to validate resolve artifact request. Error: '
  if (request.flyteUrl === '') throw invalidArgument(`${refusal}source is required. Provided empty string`)
  if (!request.flyteUrl.startsWith('flyte://')) {
    throw invalidArgument(`${refusal}request does not start with the correct prefix`)
  }
  const url = parseFlyteUrl(request.flyteUrl)
  if (url === undefined) {
    throw invalidArgument(`failed to parse artifact url Error: failed to parse [${request.flyteUrl}]`)
  }
  const { project, domain, execution, node } = url
  const id = create(NodeExecutionIdentifierSchema, { nodeId: node, executionId: { project, domain, name: execution } })
  return url.attempt === undefined ? dataOfNode(cp, url, id) : dataOfAttempt(cp, url, id, url.attempt)
}

function dataOfNode(cp: ControlPlane, url: FlyteUrl, id: NodeExecutionIdentifier): GetDataResponse {
  const data = getNodeExecutionData(cp, create(NodeExecutionGetDataRequestSchema, { id }))
  if (url.artifact === 'deck') {
    const source = { case: 'nodeExecutionId', value: id } as const
    const link = create(CreateDownloadLinkRequestSchema, { artifactType: ArtifactType.DECK, source })
    const { preSignedUrls } = createDownloadLink(cp, link)
    return create(GetDataResponseSchema, preSignedUrls && { data: { case: 'preSignedUrls', value: preSignedUrls } })
  }
  return literalsOf(data, url, protoText(NodeExecutionIdentifierSchema, id))
}

function dataOfAttempt(
  cp: ControlPlane,
  url: FlyteUrl,
  nodeExecutionId: NodeExecutionIdentifier,
  retryAttempt: number,
): GetDataResponse {
  const attempts = listTaskExecutions(
    cp,
    create(TaskExecutionListRequestSchema, { nodeExecutionId, limit: 1, filters: `eq(retry_attempt,${retryAttempt})` }),
  )
  const id = attempts.taskExecutions[0]?.id
  if (id === undefined) {
    const text = protoText(
      TaskExecutionIdentifierSchema,
      create(TaskExecutionIdentifierSchema, { nodeExecutionId, retryAttempt }),
    )
    throw invalidArgument(`no task executions were listed [${text}]. Error: <nil>`)
  }
  if (url.artifact === 'deck') throw invalidArgument('a deck belongs to a node, not to one of its attempts')
  const data = getTaskExecutionData(cp, create(TaskExecutionGetDataRequestSchema, { id }))
  return literalsOf(data, url, protoText(TaskExecutionIdentifierSchema, id))
}

function literalsOf(
  data: Pick<NodeExecutionGetDataResponse, 'fullInputs' | 'fullOutputs'>,
  { artifact, name }: FlyteUrl,
  where: string,
): GetDataResponse {
  const literals = (artifact === 'inputs' ? data.fullInputs : data.fullOutputs) ?? create(LiteralMapSchema)
  if (name === undefined) return create(GetDataResponseSchema, { data: { case: 'literalMap', value: literals } })
  const literal = Object.hasOwn(literals.literals, name) ? literals.literals[name] : undefined
  if (literal === undefined) throw invalidArgument(`name [${name}] not found in node execution [${where}]`)
  return create(GetDataResponseSchema, { data: { case: 'literal', value: literal } })
}

/**
 * The deck of a node, or "".
 *
 * @throws InvalidArgument when there is no such node
 */
function deckOf(cp: ControlPlane, id: NodeExecutionIdentifier): string {
  try {
    return getNodeExecution(cp, create(NodeExecutionGetRequestSchema, { id })).closure?.deckUri ?? ''
  } catch (error) {
    const text = protoText(NodeExecutionIdentifierSchema, id)
    const reason = ConnectError.from(error).rawMessage
    throw invalidArgument(`failed to find node execution [${text}]. Error: ${reason}`)
  }
}

function signedUrl(cp: ControlPlane, uri: string, expiresAt: number): string {
  return cp.settings.publicOrigin + cp.blobs.urls.sign({ access: 'read', uri, expiresAt })
}
