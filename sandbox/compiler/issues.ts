import { CompileError, type CompileErrorCode, type CompileIssue } from './compile-error'

/**
 * Collects what is wrong, each thing once. Whether a part of the work went well is asked by comparing `count` before and
 * after it: it grows with every refusal, also with one that is known already.
 */
export class Issues {
  private readonly found = new Map<string, CompileIssue>()
  private reported = 0

  get count(): number {
    return this.reported
  }

  add(code: CompileErrorCode, nodeId: string, description: string): void {
    this.reported += 1
    // Codes have no blanks: this sorts by code first, then by the text of the message.
    this.found.set(`${code} ${nodeId}, Description: ${description}`, { code, nodeId, description })
  }

  valueRequired(nodeId: string, what: string): void {
    this.add('ValueRequired', nodeId, `Value required [${what}].`)
  }

  parameterNotBound(nodeId: string, parameter: string): void {
    this.add('ParameterNotBound', nodeId, `Parameter not bound [${parameter}].`)
  }

  variableNotFound(nodeId: string, variable: string): void {
    this.add('VariableNameNotFound', nodeId, `Variable [${variable}] not found on node [${nodeId}].`)
  }

  taskNotFound(nodeId: string, reference: string): void {
    this.add('TaskReferenceNotFound', nodeId, `Referenced Task [${reference}] not found.`)
  }

  workflowNotFound(nodeId: string, reference: string): void {
    this.add('WorkflowReferenceNotFound', nodeId, `Referenced Workflow [${reference}] not found.`)
  }

  mismatchingTypes(nodeId: string, variable: string, from: string, to: string): void {
    this.add('MismatchingTypes', nodeId, `Variable [${variable}] (type [${from}]) doesn't match expected type [${to}].`)
  }

  /** Throws {@link CompileError} when anything was collected. */
  throwIfAny(): void {
    if (this.found.size === 0) return
    const sorted = [...this.found].sort(([a], [b]) => (a < b ? -1 : 1))
    throw new CompileError(sorted.map(([, issue]) => issue))
  }
}
