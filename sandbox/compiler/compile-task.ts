import { create, type JsonValue } from '@bufbuild/protobuf'
import { type CompiledTask, CompiledTaskSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'
import {
  type Container,
  type K8sPod,
  Resources_ResourceName as ResourceName,
  type TaskTemplate,
} from '../../src/api/gen/flyteidl/core/tasks_pb'
import { Issues } from './issues'

/**
 * Checks a task template: identifier; a container's image, resource quantities and, when there are inputs or outputs, its
 * command; the names of a pod's containers. Throws {@link CompileError}. Rule: admin.md §4.
 */
export function compileTask(template: TaskTemplate): CompiledTask {
  const issues = new Issues()
  if (template.id === undefined) issues.valueRequired('root', 'Id')
  if (template.target.case === 'container') checkContainer(template, template.target.value, issues)
  if (template.target.case === 'k8sPod') checkPod(template.target.value, issues)
  issues.throwIfAny()
  return create(CompiledTaskSchema, { template })
}

function checkContainer(template: TaskTemplate, container: Container, issues: Issues): void {
  const { inputs, outputs } = template.interface ?? {}
  const variables = [...Object.keys(inputs?.variables ?? {}), ...Object.keys(outputs?.variables ?? {})]
  if (variables.length > 0 && container.command.length === 0 && container.args.length === 0) {
    issues.valueRequired('container', 'command')
  }
  if (container.image === '') issues.valueRequired('container', 'image')
  for (const { name, value } of [...(container.resources?.requests ?? []), ...(container.resources?.limits ?? [])]) {
    if (!isQuantity(value)) {
      issues.add('UnrecognizedValue', `resources.${ResourceName[name]}`, `Unrecognized value [${value}].`)
    }
  }
}

/** Quantities as Kubernetes reads them: `500m`, `1.5`, `2Gi`, `1e3`. */
function isQuantity(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text)
}

function checkPod(pod: K8sPod, issues: Issues): void {
  const containers: JsonValue | undefined = pod.podSpec?.containers ?? []
  if (pod.podSpec === undefined || !Array.isArray(containers)) {
    issues.add('InvalidValue', 'root', 'Invalid value [k8s pod spec].')
    return
  }
  if (!containers.every(hasLabelName)) {
    issues.add('InvalidValue', 'root', 'Invalid value [k8s pod spec container name].')
  }
}

function hasLabelName(container: JsonValue): boolean {
  if (typeof container !== 'object' || container === null || Array.isArray(container)) return false
  const { name } = container
  return typeof name === 'string' && name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
}
