import { create, fromJson, type JsonObject, type JsonValue, toBinary, toJson } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LaunchPlan, LaunchPlanSchema } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import {
  type CompiledTask,
  CompiledTaskSchema,
  type CompiledWorkflowClosure,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import { DynamicJobSpecSchema } from '../../src/api/gen/flyteidl/core/dynamic_job_pb'
import { IdentifierSchema } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { TypedInterfaceSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type WorkflowTemplate, WorkflowTemplateSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { CompileError } from './compile-error'
import { compileDynamicWorkflow, compileWorkflow, type CompilerLookups } from './compile-workflow'

const int = { simple: 'INTEGER' }
const string = { simple: 'STRING' }
const none = { simple: 'NONE' }
const point = { simple: 'STRUCT', structure: { dataclassType: { x: int, tags: { collectionType: string } } } }

const id = (resourceType: string, name: string): JsonObject => ({
  resourceType,
  project: 'p',
  domain: 'd',
  name,
  version: 'v',
})
const variables = (types: Record<string, JsonValue>): JsonObject => ({
  variables: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
})
const signature = (inputs: Record<string, JsonValue>, outputs: Record<string, JsonValue>): JsonObject => ({
  inputs: variables(inputs),
  outputs: variables(outputs),
})

const one: JsonObject = { scalar: { primitive: { integer: '1' } } }
const text = (value: string): JsonObject => ({ scalar: { primitive: { stringValue: value } } })
const out = (nodeId: string, name: string, ...attrPath: JsonValue[]): JsonObject => ({
  promise: { nodeId, var: name, attrPath },
})
const bind = (bindings: Record<string, JsonValue>): JsonObject[] =>
  Object.entries(bindings).map(([name, binding]) => ({ var: name, binding }))
const taskNode = (
  nodeId: string,
  task: string,
  bindings: Record<string, JsonValue> = {},
  more: JsonObject = {},
): JsonObject => ({
  id: nodeId,
  inputs: bind(bindings),
  taskNode: { referenceId: id('TASK', task) },
  ...more,
})
const subNode = (nodeId: string, workflow: string): JsonObject => ({
  id: nodeId,
  workflowNode: { subWorkflowRef: id('WORKFLOW', workflow) },
})
const workflow = (name: string, nodes: JsonValue[], more: JsonObject = {}): JsonObject => ({
  id: id('WORKFLOW', name),
  interface: signature({}, {}),
  nodes,
  ...more,
})

const interfaces: Record<string, JsonObject> = {
  nop: signature({}, {}),
  inc: signature({ a: int }, { o0: int }),
  make: signature({}, { p: point, l: { collectionType: int }, m: { mapValueType: int } }),
  say: signature({ s: string }, {}),
  color: signature({ c: { enumType: { values: ['red', 'green'] } } }, {}),
  maybe: signature({ a: { unionType: { variants: [int, none] } } }, {}),
  sum: signature({ a: { collectionType: int } }, { o0: int }),
  lists: signature({ a: { unionType: { variants: [{ collectionType: int }, { collectionType: string }] } } }, {}),
  outputsOnly: { outputs: variables({ o0: int }) },
}

const lookups: CompilerLookups = {
  task(reference): CompiledTask | undefined {
    const declared = interfaces[reference.name]
    if (declared === undefined) return undefined
    return fromJson(CompiledTaskSchema, {
      template: { id: id('TASK', reference.name), type: 'x', interface: declared },
    })
  },
  launchPlan(reference): LaunchPlan | undefined {
    if (reference.name !== 'plan') return undefined
    const parameters = { a: { var: { type: int }, required: true }, b: { var: { type: int }, default: one } }
    const closure = { expectedInputs: { parameters }, expectedOutputs: variables({ o0: int }) }
    return fromJson(LaunchPlanSchema, { id: id('LAUNCH_PLAN', 'plan'), closure })
  },
}

const template = (json: JsonObject): WorkflowTemplate => fromJson(WorkflowTemplateSchema, json)

function compile(json: JsonObject, ...subWorkflows: JsonObject[]): CompiledWorkflowClosure {
  return compileWorkflow(template(json), subWorkflows.map(template), lookups)
}

function edges(closure: CompiledWorkflowClosure): Record<string, string[]> {
  const upstream = Object.entries(closure.primary?.connections?.upstream ?? {})
  return Object.fromEntries(upstream.map(([nodeId, { ids }]) => [nodeId, ids]))
}

function issuesOf(json: JsonObject, ...subWorkflows: JsonObject[]): string[] {
  try {
    compile(json, ...subWorkflows)
  } catch (error) {
    if (error instanceof CompileError) return error.issues.map(({ code, nodeId }) => `${code} ${nodeId}`)
    throw error
  }
  return []
}

describe('compileWorkflow', () => {
  it('leaves what it is given as it is', () => {
    const given = template(
      workflow('w', [taskNode('n0', 'inc', { a: one }, { upstreamNodeIds: ['n1'] }), taskNode('n1', 'nop')]),
    )
    const before = toBinary(WorkflowTemplateSchema, given)
    compileWorkflow(given, [], lookups)
    expect(toBinary(WorkflowTemplateSchema, given)).toEqual(before)
  })

  it('completes the interface of a task that declares only a part', () => {
    const [task] = compile(workflow('w', [taskNode('n0', 'outputsOnly')])).tasks
    expect(task?.template?.interface?.inputs).toBeDefined()
  })

  it('keeps explicit upstream ids, sorted and with duplicates', () => {
    const nodes = [
      taskNode('n2', 'nop', {}, { upstreamNodeIds: ['n1', 'n0', 'n1'] }),
      taskNode('n0', 'nop'),
      taskNode('n1', 'nop'),
    ]
    const closure = compile(workflow('w', nodes))
    expect(closure.primary?.template?.nodes[2]?.upstreamNodeIds).toEqual(['n0', 'n1', 'n1'])
    expect(edges(closure)).toEqual({ n0: ['start-node'], n1: ['start-node'], n2: ['n0', 'n1'], 'end-node': ['n2'] })
  })

  it('names the nodes of nested branches after all branches around them', () => {
    const comparison = {
      operator: 'EQ',
      leftValue: { primitive: { integer: '1' } },
      rightValue: { primitive: { integer: '2' } },
    }
    const branch = (nodeId: string, then: JsonValue): JsonObject => ({
      id: nodeId,
      branchNode: { ifElse: { case: { condition: { comparison }, thenNode: then }, error: { message: 'no' } } },
    })
    const closure = compile(workflow('w', [branch('n0', branch('b', taskNode('t', 'inc', { a: one })))]))
    const outer = closure.primary?.template?.nodes[2]?.target
    const inner = outer?.case === 'branchNode' ? outer.value.ifElse?.case?.thenNode : undefined
    const leaf = inner?.target.case === 'branchNode' ? inner.target.value.ifElse?.case?.thenNode : undefined
    expect([inner?.id, leaf?.id]).toEqual(['n0-b', 'n0-b-t'])
  })

  it('compiles sub-workflows that are used, each once, and returns the others as they came', () => {
    const leaf = workflow('leaf', [taskNode('n0', 'nop')])
    const middle = workflow('middle', [subNode('n0', 'leaf')])
    const unused = workflow('unused', [taskNode('n0', 'say', { s: text('x') })])
    const closure = compile(workflow('w', [subNode('n0', 'middle'), subNode('n1', 'leaf')]), leaf, middle, unused)
    const nodes = closure.subWorkflows.map((sub) => [
      sub.template?.id?.name,
      sub.template?.nodes.length,
      sub.connections !== undefined,
    ])
    expect(nodes).toEqual([
      ['leaf', 3, true],
      ['middle', 3, true],
      ['unused', 1, false],
    ])
    expect(closure.tasks.map((task) => task.template?.id?.name)).toEqual(['nop'])
  })

  it.each<[string, JsonObject, string[]]>([
    ['a field', { a: out('n0', 'p', { stringValue: 'x' }) }, []],
    ['a field that is not there', { a: out('n0', 'p', { stringValue: 'y' }) }, ['FieldNotFound n1']],
    ['a field of another type', { a: out('n0', 'p', { stringValue: 'tags' }) }, ['MismatchingTypes n1']],
    ['an item of a list', { a: out('n0', 'l', { intValue: 0 }) }, []],
    ['a value of a map', { a: out('n0', 'm', { stringValue: 'k' }) }, []],
    ['an item in the old way', { a: out('n0', '[2].l') }, []],
    ['an item of no list', { a: out('n0', '[2].m') }, ['MismatchingTypes n1']],
    ['an output with an odd name', { a: out('n0', 'a b') }, ['SyntaxError n1']],
    ['an unknown output', { a: out('n0', 'q') }, ['ParameterNotBound n1', 'VariableNameNotFound n0']],
    ['an unknown node', { a: out('n7', 'q') }, ['NodeReferenceNotFound n7', 'ParameterNotBound n1']],
    ['a constant', { a: one }, []],
    ['a constant of another type', { a: text('x') }, ['MismatchingTypes n1']],
    ['a blob without a type', { a: { scalar: { blob: {} } } }, ['InvalidLiteralType n1']],
    ['an offloaded constant', { a: { offloadedMetadata: { uri: '/x', inferredType: int } } }, []],
    ['a list for an integer', { a: { collection: { bindings: [one] } } }, ['MismatchingBindings n1']],
    ['no binding at all', {}, ['ParameterNotBound n1']],
  ])('binds %s', (_, bindings, expected) => {
    expect(
      issuesOf(workflow('w', [taskNode('n0', 'make'), taskNode('n1', 'inc', bindings as Record<string, JsonValue>)])),
    ).toEqual(expected)
  })

  it.each<[string, JsonObject, string[]]>([
    ['an enum value', taskNode('n0', 'color', { c: text('red') }), []],
    ['an illegal enum value', taskNode('n0', 'color', { c: text('blue') }), ['IllegalEnumValue n0']],
    ['nothing for an optional input', taskNode('n0', 'maybe'), []],
    [
      'an input twice',
      taskNode('n0', 'inc', {}, { inputs: [...bind({ a: one }), ...bind({ a: one })] }),
      ['ParameterBoundMoreThanOnce n0'],
    ],
    [
      'an empty binding',
      taskNode('n0', 'inc', {}, { inputs: [{ var: 'a' }] }),
      ['ParameterNotBound n0', 'ValueRequired n0'],
    ],
    ['a list of items', taskNode('n0', 'sum', { a: { collection: { bindings: [one, one] } } }), []],
    [
      'a list with a wrong item',
      taskNode('n0', 'sum', { a: { collection: { bindings: [one, text('x')] } } }),
      ['MismatchingTypes n0'],
    ],
    ['a list for one variant', taskNode('n0', 'lists', { a: { collection: { bindings: [one] } } }), []],
    [
      'an empty list for two variants',
      taskNode('n0', 'lists', { a: { collection: {} } }),
      ['AmbiguousBindingUnionValue n0'],
    ],
    [
      'a map for none of the variants',
      taskNode('n0', 'lists', { a: { map: { bindings: { k: one } } } }),
      ['IncompatibleBindingUnionValue n0'],
    ],
    [
      'an alias of no output',
      taskNode('n0', 'nop', {}, { outputAliases: [{ var: 'x', alias: 'y' }] }),
      ['ParameterNotBound n0'],
    ],
    [
      'an alias twice',
      taskNode(
        'n0',
        'inc',
        { a: one },
        {
          outputAliases: [
            { var: 'o0', alias: 'y' },
            { var: 'o0', alias: 'z' },
          ],
        },
      ),
      ['DuplicateAlias n0'],
    ],
    ['a task node without a task', { id: 'n0', taskNode: {} }, ['ValueRequired n0']],
    ['a workflow node without a workflow', { id: 'n0', workflowNode: {} }, ['WorkflowReferenceNotFound n0']],
    ['a gate without a condition', { id: 'n0', gateNode: {} }, ['NoConditionFound n0']],
    [
      'a signal without a type',
      { id: 'n0', gateNode: { signal: { signalId: 's', outputVariableName: 'o' } } },
      ['ValueRequired n0'],
    ],
    [
      'a signal without an output',
      { id: 'n0', gateNode: { signal: { signalId: 's', type: int } } },
      ['ValueRequired n0'],
    ],
    ['an array node without a node', { id: 'n0', arrayNode: {} }, ['ValueRequired ']],
    [
      'a launch plan with its required input',
      { id: 'n0', inputs: bind({ a: one }), workflowNode: { launchplanRef: id('LAUNCH_PLAN', 'plan') } },
      [],
    ],
    [
      'a launch plan without it',
      { id: 'n0', workflowNode: { launchplanRef: id('LAUNCH_PLAN', 'plan') } },
      ['ParameterNotBound n0'],
    ],
    [
      'a task by an identifier of another type',
      { id: 'n0', taskNode: { referenceId: id('WORKFLOW', 'nop') } },
      ['TaskReferenceNotFound start-node'],
    ],
  ])('checks %s', (_, node, expected) => {
    expect(issuesOf(workflow('w', [node]))).toEqual(expected)
  })

  it('passes an approved value on under its own name', () => {
    const nodes = [
      taskNode('n0', 'inc', { a: one }),
      { id: 'n1', inputs: bind({ o0: out('n0', 'o0') }), gateNode: { approve: { signalId: 'ok' } } },
      taskNode('n2', 'inc', { a: out('n1', 'o0') }),
    ]
    expect(edges(compile(workflow('w', nodes)))).toMatchObject({ n1: ['n0'], n2: ['n1'] })
  })

  it('renames outputs by aliases', () => {
    const aliased = taskNode('n0', 'inc', { a: one }, { outputAliases: [{ var: 'o0', alias: 'total' }] })
    expect(issuesOf(workflow('w', [aliased, taskNode('n1', 'inc', { a: out('n0', 'total') })]))).toEqual([])
    expect(issuesOf(workflow('w', [aliased, taskNode('n1', 'inc', { a: out('n0', 'o0') })]))).toContain(
      'VariableNameNotFound n0',
    )
  })

  it('keeps promises of the node inside an array node as they are', () => {
    const inner = taskNode('n0', 'sum', { a: out('', 'a') })
    const node = { id: 'n0', inputs: bind({ a: out('', 'xs') }), arrayNode: { node: inner } }
    const closure = compile(workflow('w', [node], { interface: signature({ xs: { collectionType: int } }, {}) }))
    const compiled = closure.primary?.template?.nodes[2]
    expect(compiled && compiled.inputs[0]?.binding?.value.value).toMatchObject({ nodeId: 'start-node' })
    expect(compiled?.target.value).toMatchObject({
      node: { inputs: [{ binding: { value: { value: { nodeId: '' } } } }] },
    })
  })

  it.each<[string, JsonObject[], string[]]>([
    ['itself', [workflow('a', [subNode('n0', 'a')])], ['CycleDetected']],
    [
      'one that contains it',
      [workflow('a', [subNode('n0', 'b')]), workflow('b', [subNode('n0', 'a')])],
      ['CycleDetected'],
    ],
    ['one that was not sent', [workflow('a', [subNode('n0', 'b')])], ['WorkflowReferenceNotFound']],
    [
      'one that was sent twice',
      [workflow('a', [taskNode('n0', 'nop')]), workflow('a', [taskNode('n0', 'nop')])],
      ['DuplicateId'],
    ],
    ['one without an interface', [{ id: id('WORKFLOW', 'a'), nodes: [taskNode('n0', 'nop')] }], ['ValueRequired']],
    ['one that does not compile', [workflow('a', [taskNode('n0', 'inc')])], ['ParameterNotBound']],
  ])('refuses a sub-workflow that contains %s', (_, subWorkflows, codes) => {
    const issues = issuesOf(workflow('w', [subNode('n0', 'a')]), ...subWorkflows)
    expect(issues.map((issue) => issue.split(' ')[0])).toEqual(codes)
  })

  it('refuses unregistered tasks and launch plans in the words of flyteadmin', () => {
    const nodes = [
      taskNode('n0', 'zz'),
      taskNode('n1', 'missing'),
      { id: 'n2', workflowNode: { launchplanRef: id('LAUNCH_PLAN', 'zz') } },
    ]
    expect(() => compile(workflow('w', nodes))).toThrow(
      /^missing entity of type TASK with identifier project:"p" domain:"d" name:"missing" version:"v"$/,
    )
    expect(() => compile(workflow('w', nodes.slice(2)))).toThrow(
      'missing entity of type LAUNCH_PLAN with identifier project:"p" domain:"d" name:"zz" version:"v"',
    )
  })

  it('orders any acyclic workflow between its start and end node', () => {
    const dag = fc.array(fc.array(fc.nat(99), { maxLength: 4 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(dag, (parents) => {
        const nodes = parents.map((ids, index) =>
          taskNode(
            `n${index}`,
            'nop',
            {},
            { upstreamNodeIds: index === 0 ? [] : ids.map((parent) => `n${parent % index}`) },
          ),
        )
        const { connections } = compile(workflow('w', nodes)).primary ?? {}
        for (const [index, ids] of parents.entries()) {
          const expected =
            index === 0 || ids.length === 0
              ? ['start-node']
              : [...new Set(ids.map((parent) => `n${parent % index}`))].sort()
          expect(connections?.upstream[`n${index}`]?.ids).toEqual(expected)
        }
        for (const [from, { ids }] of Object.entries(connections?.downstream ?? {})) {
          for (const to of ids) expect(connections?.upstream[to]?.ids).toContain(from)
        }
      }),
    )
  })

  it('compiles 10,000 nodes in a chain', () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) =>
      taskNode(`n${index}`, 'inc', { a: index === 0 ? one : out(`n${index - 1}`, 'o0') }),
    )
    const big = template(workflow('w', nodes))
    const closure = compileWorkflow(big, [], lookups)
    expect(closure.primary?.template?.nodes).toHaveLength(10_002)
    expect(closure.primary?.connections?.upstream['end-node']?.ids).toEqual(['n9999'])
  })
})

describe('compileDynamicWorkflow', () => {
  it('uses the tasks of the job first and looks up the others', () => {
    const own = { id: id('TASK', 'own'), type: 'python-task', interface: signature({}, { o0: int }) }
    const job = fromJson(DynamicJobSpecSchema, {
      tasks: [own],
      nodes: [taskNode('dn0', 'own'), taskNode('dn1', 'inc', { a: out('dn0', 'o0') })],
      outputs: bind({ o0: out('dn1', 'o0') }),
    })
    const name = fromJson(IdentifierSchema, id('WORKFLOW', 'dynamic_n0'))
    const closure = compileDynamicWorkflow(
      name,
      fromJson(TypedInterfaceSchema, signature({ a: int }, { o0: int })),
      job,
      lookups,
    )
    expect(closure.tasks.map((task) => task.template?.id?.name)).toEqual(['own', 'inc'])
    expect(closure.primary?.template?.nodes.map((node) => node.id)).toEqual(['start-node', 'end-node', 'dn0', 'dn1'])
    expect(edges(closure)).toEqual({ dn0: ['start-node'], dn1: ['dn0'], 'end-node': ['dn1'] })
    expect(closure.primary?.template?.id && toJson(IdentifierSchema, closure.primary.template.id)).toEqual(
      id('WORKFLOW', 'dynamic_n0'),
    )
  })

  it('refuses a job without nodes', () => {
    const attempt = (): unknown =>
      compileDynamicWorkflow(
        create(IdentifierSchema),
        create(TypedInterfaceSchema),
        create(DynamicJobSpecSchema),
        lookups,
      )
    expect(attempt).toThrow('NoNodesFound')
  })
})
