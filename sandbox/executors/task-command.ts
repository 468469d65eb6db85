import fs from 'node:fs'
import path from 'node:path'
import { create, toBinary } from '@bufbuild/protobuf'
import {
  type Container,
  ContainerSchema,
  type TaskTemplate,
  TaskTemplateSchema,
} from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { AttemptFolder } from './attempt-folder'
import { type AttemptSpec, TaskRefusal } from './attempt-spec'
import { renderCommand, TemplateError } from './templates'

const CHECKPOINTS = '_flytecheckpoints'

/** The container of a pod's primary container, as far as it says what to run. */
function podContainer(template: TaskTemplate): Container | undefined {
  if (template.target.case !== 'k8sPod') return undefined
  const { podSpec, primaryContainerName, dataConfig } = template.target.value
  const containers = Array.isArray(podSpec?.containers) ? podSpec.containers : []
  const named = containers.find(
    (container) =>
      typeof container === 'object' &&
      container !== null &&
      !Array.isArray(container) &&
      (containers.length === 1 || container.name === (primaryContainerName || 'primary')),
  )
  if (typeof named !== 'object' || named === null || Array.isArray(named)) return undefined
  const words = (value: unknown) =>
    Array.isArray(value) ? value.filter((word): word is string => typeof word === 'string') : []
  const env = Array.isArray(named.env) ? named.env : []
  return create(ContainerSchema, {
    image: typeof named.image === 'string' ? named.image : '',
    command: words(named.command),
    args: words(named.args),
    env: env.flatMap((pair) =>
      typeof pair === 'object' && pair !== null && !Array.isArray(pair) && typeof pair.name === 'string'
        ? [{ key: pair.name, value: typeof pair.value === 'string' ? pair.value : '' }]
        : [],
    ),
    ...(dataConfig && { dataConfig }),
  })
}

/** What a task's container, or the primary container of its pod, runs; undefined when it has none with a command. */
export function containerOf(template: TaskTemplate): Container | undefined {
  const container = template.target.case === 'container' ? template.target.value : podContainer(template)
  return container && container.command.length + container.args.length > 0 ? container : undefined
}

/** The checkpoint folder of an attempt. */
export function checkpointFolder(rawPrefix: string): string {
  return path.join(rawPrefix, CHECKPOINTS)
}

/**
 * The argument list of a container with all templates filled in.
 *
 * @throws TaskRefusal when an input that the command uses has no text form
 */
export function commandOf(container: Container, spec: AttemptSpec, folder: AttemptFolder): string[] {
  const { project, domain } = spec.id.execution
  const checkpoint = spec.previousCheckpoint
  try {
    return renderCommand([...container.command, ...container.args], {
      input: spec.inputsUri,
      inputPrefix: path.dirname(spec.inputsUri),
      outputPrefix: spec.outputPrefix,
      rawOutputDataPrefix: spec.rawPrefix,
      checkpointOutputPrefix: checkpointFolder(spec.rawPrefix),
      // A folder that is not there would fail the task.
      prevCheckpointPrefix: checkpoint !== undefined && fs.existsSync(checkpoint) ? checkpoint : undefined,
      generatedName: spec.generatedName,
      taskTemplatePath: () => {
        const file = path.join(folder.path, 'task.pb')
        fs.writeFileSync(file, toBinary(TaskTemplateSchema, spec.template))
        return file
      },
      namespace: `${project}-${domain}`,
      inputs: spec.inputs,
    })
  } catch (error) {
    if (error instanceof TemplateError) throw new TaskRefusal('BadTaskSpecification', error.message)
    throw error
  }
}
