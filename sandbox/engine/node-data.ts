import type { AttemptId } from '../executors/attempt-folder'
import type { NodePlace } from './run-context'

/** Where a node's inputs are stored. */
export function inputsUri({ scope, uniqueId }: NodePlace): string {
  return scope.run.cp.blobs.metadataUri(scope.run.id, uniqueId, 'inputs.pb')
}

/** Where the engine itself stores a node's outputs. */
export function outputsUri({ scope, uniqueId }: NodePlace): string {
  return scope.run.cp.blobs.metadataUri(scope.run.id, uniqueId, 'outputs.pb')
}

function attemptParts({ attempt, index }: AttemptId): string[] {
  return [String(attempt), ...(index === undefined ? [] : [String(index)])]
}

/** Folder of what an attempt reports: `outputs.pb`, `error.pb`, `futures.pb`, `deck.html`. */
export function attemptMetadata({ scope }: NodePlace, id: AttemptId): string {
  return scope.run.cp.blobs.metadataUri(scope.run.id, id.node, ...attemptParts(id))
}

/** Folder of the files that an attempt gives as outputs: below the execution's own prefix if it has one, else among the blobs. */
export function attemptRawPrefix({ scope }: NodePlace, id: AttemptId): string {
  const { cp, id: execution, settings } = scope.run
  const prefix = settings.rawOutputDataConfig?.outputLocationPrefix ?? ''
  if (prefix === '') return cp.blobs.rawUri(execution, id.node, ...attemptParts(id))
  return [prefix.replace(/\/+$/, ''), execution.name, id.node, ...attemptParts(id)].join('/')
}
