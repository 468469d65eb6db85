import { create } from '@bufbuild/protobuf'
import {
  type BindingData,
  BindingDataCollectionSchema,
  BindingDataMapSchema,
  BindingDataSchema,
  type Scalar,
} from '../../src/api/gen/flyteidl/core/literals_pb'
import {
  type LiteralType,
  LiteralTypeSchema,
  type OutputReference,
  SimpleType,
} from '../../src/api/gen/flyteidl/core/types_pb'
import { protoText } from '../proto-text'
import { attributeType, parseOutputName } from './output-reference'
import { startNodeId } from './graph'
import { Issues } from './issues'
import type { NodeInBuild } from './node-in-build'
import { isCastable, scalarType, typeName } from './typing'
import type { WorkflowBuild } from './workflow-build'

interface Resolved {
  readonly type: LiteralType
  /** Ids of the nodes whose outputs are used. */
  readonly sources: readonly string[]
}

/** Check of what one input of one node is bound to. */
export class BindingCheck {
  constructor(
    private readonly build: WorkflowBuild,
    private readonly consumer: NodeInBuild,
    private readonly input: string,
    private readonly issues: Issues,
  ) {}

  /** Type and origin of the value; undefined when something is wrong, which has been reported then. */
  check(data: BindingData, expected: LiteralType | undefined): Resolved | undefined {
    const { case: kind, value } = data.value
    if (kind === 'scalar') return this.checkScalar(value, expected)
    if (kind === 'offloadedMetadata') return this.checkConstant(value.inferredType, expected)
    if (kind === 'promise') return this.checkPromise(value, expected)
    const type = expected?.type
    if (expected !== undefined && type?.case === 'unionType')
      return this.checkVariants(data, expected, type.value.variants)
    if (kind === 'collection' && expected !== undefined && type?.case === 'collectionType') {
      return this.checkElements(value.bindings, expected, type.value)
    }
    if (kind === 'map' && expected !== undefined && type?.case === 'mapValueType') {
      return this.checkElements(Object.values(value.bindings), expected, type.value)
    }
    const wanted = expected ?? create(LiteralTypeSchema, { type: { case: 'simple', value: SimpleType.NONE } })
    const rule = `expects bindings of type [${typeText(wanted)}].  Received [${nestedText(data)}]`
    this.issues.add('MismatchingBindings', this.consumer.id, `${this.place} ${rule}`)
    return undefined
  }

  private checkScalar(scalar: Scalar, expected: LiteralType | undefined): Resolved | undefined {
    const resolved = this.checkConstant(scalarType(scalar), expected)
    if (expected?.type.case !== 'enumType') return resolved
    const { values } = expected.type.value
    const primitive = scalar.value.case === 'primitive' ? scalar.value.value.value : undefined
    const text = primitive?.case === 'stringValue' ? primitive.value : ''
    if (values.includes(text)) return resolved
    const rule = `is an Enum and expects value to be one of [[${values.join(' ')}]].  Received [${text}]`
    this.issues.add('IllegalEnumValue', this.consumer.id, `${this.place} ${rule}`)
    return undefined
  }

  private checkConstant(type: LiteralType | undefined, expected: LiteralType | undefined): Resolved | undefined {
    const { id } = this.consumer
    if (type === undefined) {
      const remedy = 'Please update all your Flyte deployment images to the latest version and try again'
      const reason = `got unknown literal type: [<nil>].\nSuggested solution: ${remedy}`
      this.issues.add(
        'InvalidLiteralType',
        id,
        `Failed to validate literal type for [${this.input}] with err: ${reason}`,
      )
    } else if (expected === undefined || isCastable(type, expected)) {
      return { type, sources: [] }
    } else {
      this.issues.mismatchingTypes(id, this.input, typeName(type), typeName(expected))
    }
    return undefined
  }

  private checkPromise(promise: OutputReference, expected: LiteralType | undefined): Resolved | undefined {
    const source = this.build.nodes.get(promise.nodeId || startNodeId)
    if (source === undefined) {
      const text = `Referenced node [${promise.nodeId}] not found.`
      this.issues.add('NodeReferenceNotFound', promise.nodeId, text)
      this.issues.parameterNotBound(this.consumer.id, this.input)
      return undefined
    }
    const output = parseOutputName(promise.var)
    if (output === undefined) {
      this.issues.add('SyntaxError', this.consumer.id, `Failed to parse element [${promise.var}].`)
      return undefined
    }
    const outputs = source.outputs()
    const declared = outputs?.get(output.name)
    if (declared === undefined) {
      if (outputs !== undefined) this.issues.variableNotFound(source.id, output.name)
      this.issues.parameterNotBound(this.consumer.id, this.input)
      return undefined
    }
    const start = output.isItem ? elementOf(declared) : declared
    if (start === undefined) {
      this.mismatchingOutput(source, promise, declared, expected)
      return undefined
    }
    const { type, missingField } = attributeType(start, promise.attrPath)
    if (missingField !== undefined) {
      const text = `Variable [${promise.var}] (type [${typeText(type)}])`
      this.issues.add('FieldNotFound', this.consumer.id, `${text} doesn't have field [${missingField}].`)
      return undefined
    }
    if (expected !== undefined && !isCastable(type, expected)) {
      this.mismatchingOutput(source, promise, type, expected)
      return undefined
    }
    promise.nodeId = source.id
    return { type, sources: [source.id] }
  }

  private checkElements(
    elements: readonly BindingData[],
    type: LiteralType,
    elementType: LiteralType,
  ): Resolved | undefined {
    const before = this.issues.count
    const sources = elements.flatMap((element) => this.check(element, elementType)?.sources ?? [])
    return this.issues.count === before ? { type, sources } : undefined
  }

  /** A list or map for a union: exactly one variant has to take it. */
  private checkVariants(
    data: BindingData,
    expected: LiteralType,
    variants: readonly LiteralType[],
  ): Resolved | undefined {
    const fitting: { readonly variant: LiteralType; readonly resolved: Resolved }[] = []
    for (const variant of variants) {
      const resolved = new BindingCheck(this.build, this.consumer, this.input, new Issues()).check(data, variant)
      if (resolved !== undefined) fitting.push({ variant, resolved })
    }
    const [first, second] = fitting
    if (first !== undefined && second === undefined) return first.resolved
    const received = `expects bindings of union type [${typeText(expected)}].  Received [${protoText(BindingDataSchema, data)}]`
    if (first === undefined || second === undefined) {
      const rule = `${this.place} ${received} which does not match any of the variants.`
      this.issues.add('IncompatibleBindingUnionValue', this.consumer.id, rule)
    } else {
      const both = `[${typeText(first.variant)}] and [${typeText(second.variant)}]`
      const rule = `${this.place} ${received} which is ambiguous as both variants ${both} match.`
      this.issues.add('AmbiguousBindingUnionValue', this.consumer.id, rule)
    }
    return undefined
  }

  private get place(): string {
    return `Input [${this.input}] on node [${this.consumer.id}]`
  }

  private mismatchingOutput(
    source: NodeInBuild,
    promise: OutputReference,
    from: LiteralType,
    to: LiteralType | undefined,
  ): void {
    const given = `The output variable '${source.nameOf(promise.var)}' has type [${typeName(from)}]`
    const wanted = `the input variable '${this.consumer.nameOf(this.input)}' which has type type [${typeName(to)}].`
    this.issues.add('MismatchingTypes', this.consumer.id, `${given}, but it's assigned to ${wanted}`)
  }
}

function typeText(type: LiteralType): string {
  return protoText(LiteralTypeSchema, type)
}

function nestedText({ value: { case: kind, value } }: BindingData): string {
  if (kind === 'collection') return protoText(BindingDataCollectionSchema, value)
  return kind === 'map' ? protoText(BindingDataMapSchema, value) : ''
}

function elementOf({ type }: LiteralType): LiteralType | undefined {
  return type.case === 'collectionType' ? type.value : undefined
}
