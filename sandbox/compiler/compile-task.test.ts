import { fromJson, type JsonObject } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { TaskTemplateSchema } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { CompileError } from './compile-error'
import { compileTask } from './compile-task'

const base = {
  id: { resourceType: 'TASK', project: 'p', domain: 'd', name: 't', version: 'v' },
  interface: { inputs: { variables: { a: { type: { simple: 'INTEGER' } } } } },
}
const container = (change: JsonObject): JsonObject => ({ ...base, container: { image: 'i', args: ['x'], ...change } })
const pod = (podSpec: JsonObject): JsonObject => ({ ...base, k8sPod: { podSpec } })

function issuesOf(template: JsonObject): string[] {
  try {
    compileTask(fromJson(TaskTemplateSchema, template))
  } catch (error) {
    if (error instanceof CompileError)
      return error.issues.map(({ code, nodeId, description }) => `${code} ${nodeId}: ${description}`)
    throw error
  }
  return []
}

describe('compileTask', () => {
  it('closes over the template', () => {
    const template = fromJson(TaskTemplateSchema, container({}))
    expect(compileTask(template).template).toBe(template)
  })

  it.each<[string, JsonObject, string[]]>([
    ['a container', container({}), []],
    ['a command without arguments', container({ args: [], command: ['x'] }), []],
    ['no target', base, []],
    ['no command, no variables', { ...container({ args: [] }), interface: {} }, []],
    ['no command', container({ args: [] }), ['ValueRequired container: Value required [command].']],
    ['no image', container({ image: '' }), ['ValueRequired container: Value required [image].']],
    ['no id', { interface: {} }, ['ValueRequired root: Value required [Id].']],
    [
      'quantities',
      container({
        resources: {
          requests: [
            { name: 'CPU', value: '500m' },
            { name: 'MEMORY', value: '1.5Gi' },
          ],
          limits: [{ name: 'GPU', value: '1e3' }],
        },
      }),
      [],
    ],
    [
      'a bad quantity',
      container({ resources: { limits: [{ name: 'CPU', value: '1 core' }] } }),
      ['UnrecognizedValue resources.CPU: Unrecognized value [1 core].'],
    ],
    ['a pod', pod({ containers: [{ name: 'primary-1' }] }), []],
    ['a pod without containers', pod({}), []],
    [
      'a bad container name',
      pod({ containers: [{ name: 'Primary' }] }),
      ['InvalidValue root: Invalid value [k8s pod spec container name].'],
    ],
    ['containers that are no list', pod({ containers: 'x' }), ['InvalidValue root: Invalid value [k8s pod spec].']],
    ['no pod spec', { ...base, k8sPod: {} }, ['InvalidValue root: Invalid value [k8s pod spec].']],
  ])('%s', (_, template, expected) => {
    expect(issuesOf(template)).toEqual(expected)
  })

  it('reports everything at once, sorted', () => {
    const attempt = (): unknown => compileTask(fromJson(TaskTemplateSchema, container({ args: [], image: '' })))
    expect(attempt).toThrow(
      'Collected Errors: 2\n' +
        '\tError 0: Code: ValueRequired, Node Id: container, Description: Value required [command].\n' +
        '\tError 1: Code: ValueRequired, Node Id: container, Description: Value required [image].\n',
    )
  })
})
