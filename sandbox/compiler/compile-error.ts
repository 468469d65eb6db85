/** What a refusal is about; the same words as flyteadmin's. */
export type CompileErrorCode =
  | 'AmbiguousBindingUnionValue'
  | 'BranchNodeHasNoCondition'
  | 'BranchNodeHasNoDefault'
  | 'BranchNodeIdNotFound'
  | 'CycleDetected'
  | 'DuplicateAlias'
  | 'DuplicateId'
  | 'FieldNotFound'
  | 'IllegalEnumValue'
  | 'IncompatibleBindingUnionValue'
  | 'InvalidLiteralType'
  | 'InvalidValue'
  | 'MismatchingBindings'
  | 'MismatchingTypes'
  | 'NoConditionFound'
  | 'NoNodesFound'
  | 'NodeReferenceNotFound'
  | 'ParameterBoundMoreThanOnce'
  | 'ParameterNotBound'
  | 'SyntaxError'
  | 'TaskReferenceNotFound'
  | 'UnreachableNodes'
  | 'UnrecognizedValue'
  | 'ValueRequired'
  | 'VariableNameNotFound'
  | 'WorkflowReferenceNotFound'

/** One refusal of the compiler. */
export interface CompileIssue {
  readonly code: CompileErrorCode
  /** Node or entity that the refusal is about; may be empty. */
  readonly nodeId: string
  readonly description: string
}

/** A task or workflow does not compile. The message is flyteadmin's: every issue on a line of its own, sorted. */
export class CompileError extends Error {
  readonly issues: readonly CompileIssue[]

  constructor(issues: readonly CompileIssue[], message = collected(issues)) {
    super(message)
    this.name = 'CompileError'
    this.issues = issues
  }
}

function collected(issues: readonly CompileIssue[]): string {
  const lines = issues.map(
    ({ code, nodeId, description }, index) =>
      `\tError ${index}: Code: ${code}, Node Id: ${nodeId}, Description: ${description}\n`,
  )
  return `Collected Errors: ${issues.length}\n${lines.join('')}`
}
