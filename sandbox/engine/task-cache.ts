import { createHash, randomUUID } from 'node:crypto'
import { create, fromBinary, type JsonValue, toBinary, toJson } from '@bufbuild/protobuf'
import { type CatalogMetadata, CatalogMetadataSchema } from '../../src/api/gen/flyteidl/core/catalog_pb'
import {
  NodeExecution_Phase as NodePhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  type NodeExecutionIdentifier,
  ResourceType,
  type TaskExecutionIdentifier,
  TaskExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { TypedInterfaceSchema, type VariableMap, VariableMapSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type Literal, type LiteralMap, LiteralSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { NodeMetadata } from '../../src/api/gen/flyteidl/core/workflow_pb'
import type { ControlPlane } from '../control-plane'
import { enumValue, isEndOfNode, isEndOfWorkflow } from '../services/phases'

/** Whether and how results of a task are used again. */
export interface CachePolicy {
  readonly version: string
  /** Only one of several that want the same result works; the others wait for it. */
  readonly serializable: boolean
}

/** What a result is stored under: the same for the same task, version, interface and inputs. */
export interface CacheKey {
  readonly project: string
  readonly domain: string
  /** Name and version of the dataset, and the tag within it, as in Flyte's catalogue. */
  readonly dataset: string
  readonly version: string
  readonly tag: string
}

/** A result that was stored before. */
export interface CachedResult {
  readonly outputUri: string
  readonly catalogKey: CatalogMetadata
}

/** The policy in force for a node's task: what the node says comes first. Undefined when results are not to be used again. */
export function cachePolicy({ metadata }: TaskTemplate, node: NodeMetadata | undefined): CachePolicy | undefined {
  const override = node?.cacheableValue.case === 'cacheable' ? node.cacheableValue.value : undefined
  if (!(override ?? metadata?.discoverable ?? false)) return undefined
  const version = node?.cacheVersionValue.case === 'cacheVersion' ? node.cacheVersionValue.value : ''
  const serializable =
    node?.cacheSerializableValue.case === 'cacheSerializable' ? node.cacheSerializableValue.value : undefined
  return {
    version: version || (metadata?.discoveryVersion ?? ''),
    serializable: serializable ?? metadata?.cacheSerializable ?? false,
  }
}

/** JSON with the members of every object in order: equal messages give equal texts. */
function canonical(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** A value as it counts for the cache: by its own hash where it has one (a data frame with `HashMethod`), without notes about it. */
function identity(literal: Literal): JsonValue {
  if (literal.hash !== '') return { hash: literal.hash }
  const { value } = literal
  if (value.case === 'collection') return { list: value.value.literals.map(identity) }
  if (value.case === 'map') {
    return { map: Object.fromEntries(Object.entries(value.value.literals).map(([key, item]) => [key, identity(item)])) }
  }
  return toJson(LiteralSchema, create(LiteralSchema, { value }))
}

function signature(variables: VariableMap | undefined): string {
  return digest(canonical(toJson(VariableMapSchema, variables ?? create(VariableMapSchema)))).slice(0, 11)
}

/** The key of a task's result for these inputs; undefined when the task has no id. */
export function cacheKey(template: TaskTemplate, policy: CachePolicy, inputs: LiteralMap): CacheKey | undefined {
  const { id, metadata, interface: types = create(TypedInterfaceSchema) } = template
  if (!id) return undefined
  const ignored = new Set(metadata?.cacheIgnoreInputVars)
  const counted = Object.entries(inputs.literals).filter(([name]) => !ignored.has(name))
  const values = Object.fromEntries(counted.map(([name, literal]) => [name, identity(literal)]))
  return {
    project: id.project,
    domain: id.domain,
    dataset: `flyte_task-${id.name}`,
    version: `${policy.version}-${signature(types.inputs)}-${signature(types.outputs)}`,
    tag: `flyte_cached-${digest(canonical(values))}`,
  }
}

function keyText({ project, domain, dataset, version, tag }: CacheKey): string {
  return JSON.stringify([project, domain, dataset, version, tag])
}

/** What a new result of this key is recorded as. */
export function newResult(
  key: CacheKey,
  source: TaskExecutionIdentifier,
  artifactId: string = randomUUID(),
): CatalogMetadata {
  const { project, domain, dataset, version, tag } = key
  return create(CatalogMetadataSchema, {
    datasetId: { resourceType: ResourceType.DATASET, project, domain, name: dataset, version },
    artifactTag: { artifactId, name: tag },
    sourceExecution: { case: 'sourceTaskExecution', value: source },
  })
}

/** Results of cached tasks, and who works on which. Kept in the database, so that both survive a crash. */
export class TaskCache {
  readonly #cp: ControlPlane

  constructor(cp: ControlPlane) {
    this.#cp = cp
  }

  /** The stored result, unless its outputs have been deleted meanwhile. */
  find(key: CacheKey): CachedResult | undefined {
    const row = this.#cp.db.get('SELECT artifact_id, output_uri, source FROM cached_outputs WHERE cache_key = ?', [
      keyText(key),
    ])
    if (typeof row?.output_uri !== 'string' || !(row.source instanceof Uint8Array)) return undefined
    if (row.output_uri !== '' && !this.#cp.blobs.exists(row.output_uri)) return undefined
    const source = fromBinary(TaskExecutionIdentifierSchema, row.source)
    return { outputUri: row.output_uri, catalogKey: newResult(key, source, String(row.artifact_id)) }
  }

  /** Stores a result in the place of an earlier one; `catalogKey` is from `newResult`. */
  put(key: CacheKey, outputUri: string, { artifactTag, sourceExecution }: CatalogMetadata): void {
    const source = sourceExecution.value ?? create(TaskExecutionIdentifierSchema)
    this.#cp.db.run(
      'INSERT OR REPLACE INTO cached_outputs (cache_key, artifact_id, output_uri, source, created_at) VALUES (?, ?, ?, ?, ?)',
      [
        keyText(key),
        artifactTag?.artifactId ?? '',
        outputUri,
        toBinary(TaskExecutionIdentifierSchema, source),
        this.#cp.now(),
      ],
    )
  }

  /** Reserves a result for a node, if no other node that still runs has reserved it. True also when this node had done so before. */
  reserve(key: CacheKey, owner: NodeExecutionIdentifier): boolean {
    return this.#cp.db.transaction(() => {
      const text = ownerText(owner)
      const row = this.#cp.db.get('SELECT owner FROM cache_reservations WHERE cache_key = ?', [keyText(key)])
      if (row?.owner === text) return true
      if (typeof row?.owner === 'string' && this.#runs(row.owner)) return false
      this.#cp.db.run('INSERT OR REPLACE INTO cache_reservations (cache_key, owner, created_at) VALUES (?, ?, ?)', [
        keyText(key),
        text,
        this.#cp.now(),
      ])
      return true
    })
  }

  release(key: CacheKey, owner: NodeExecutionIdentifier): void {
    this.#cp.db.run('DELETE FROM cache_reservations WHERE cache_key = ? AND owner = ?', [
      keyText(key),
      ownerText(owner),
    ])
  }

  /** Whether the node that made a reservation can still fulfil it. */
  #runs(owner: string): boolean {
    const [project = '', domain = '', name = '', node = ''] = JSON.parse(owner) as string[]
    const row = this.#cp.db.get(
      `SELECT n.phase AS node, e.phase AS execution FROM node_executions n JOIN executions e USING (execution_project, execution_domain, execution_name)
       WHERE n.execution_project = ? AND n.execution_domain = ? AND n.execution_name = ? AND n.node_id = ?`,
      [project, domain, name, node],
    )
    if (typeof row?.node !== 'string' || typeof row.execution !== 'string') return false
    return !isEndOfNode(enumValue(NodePhase, row.node)) && !isEndOfWorkflow(enumValue(WorkflowPhase, row.execution))
  }
}

function ownerText({ executionId, nodeId }: NodeExecutionIdentifier): string {
  return JSON.stringify([executionId?.project, executionId?.domain, executionId?.name, nodeId])
}

/** What is announced when a result may be looked for again. */
export function reservationName(key: CacheKey): string {
  return `cache\0${keyText(key)}`
}
