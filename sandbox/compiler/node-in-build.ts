import type { LiteralType } from '../../src/api/gen/flyteidl/core/types_pb'
import type { Node } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { Issues } from './issues'

/** Variables of an interface with their types. */
export type Variables = ReadonlyMap<string, LiteralType>

export interface NodeInterface {
  readonly inputs: Variables
  readonly outputs: Variables
}

/** A node and what the compiler has found out about it. The message belongs to the compiler and is completed in place. */
export class NodeInBuild {
  /** Undefined until it is known, and for good where it could not be derived. */
  interface: NodeInterface | undefined
  private effective: { readonly outputs: Variables | undefined } | undefined

  constructor(readonly node: Node) {}

  get id(): string {
    return this.node.id
  }

  /** Name of a variable of this node in messages. */
  nameOf(variable: string): string {
    return this.node.metadata === undefined ? variable : `${this.node.metadata.name}.${variable}`
  }

  /** Outputs after renaming by aliases; undefined when the aliases are wrong. Empty as long as the interface is unknown. */
  outputs(): Variables | undefined {
    if (this.interface === undefined) return this.renamed(new Issues())
    this.effective ??= { outputs: this.renamed(new Issues()) }
    return this.effective.outputs
  }

  /** Reports aliases that are given twice or name no output. */
  checkAliases(issues: Issues): void {
    this.renamed(issues)
  }

  private renamed(issues: Issues): Variables | undefined {
    const before = issues.count
    const aliases = new Map<string, string>()
    for (const { var: variable, alias } of this.node.outputAliases) {
      if (!aliases.has(variable)) aliases.set(variable, alias)
      else {
        const text = `Duplicate alias [${alias}] found. An output alias can only be used once in the Workflow.`
        issues.add('DuplicateAlias', this.id, text)
      }
    }
    const outputs = new Map<string, LiteralType>()
    for (const [name, type] of this.interface?.outputs ?? []) outputs.set(aliases.get(name) ?? name, type)
    if (this.interface !== undefined) {
      for (const [variable, alias] of aliases) {
        if (!this.interface.outputs.has(variable)) issues.parameterNotBound(this.id, alias)
      }
    }
    return issues.count === before ? outputs : undefined
  }
}
