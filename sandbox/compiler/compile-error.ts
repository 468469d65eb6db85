/** What a compile error is about; the same words as flyteadmin's. */
export type CompileErrorCode =
  | 'AmbiguousBindingUnionValue'
  | 'BranchNodeHasNoCondition'
  | 'BranchNodeHasNoDefault'
  | 'BranchNodeIdNotFound'
  | 'CycleDetected'
  | 'DuplicateId'
  | 'FieldNotFound'
  | 'IllegalEnumValue'
  | 'IncompatibleBindingUnionValue'
  | 'InvalidLiteralType'
  | 'InvalidValue'
  | 'MismatchingBindings'
  | 'MismatchingInterfaces'
  | 'MismatchingTypes'
  | 'NoConditionFound'
  | 'NoNodesFound'
  | 'NodeReferenceNotFound'
  | 'ParameterBoundMoreThanOnce'
  | 'ParameterNotBound'
  | 'TaskReferenceNotFound'
  | 'UnreachableNodes'
  | 'ValueCollision'
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

/** A task or workflow does not compile. The message lists every issue the way flyteadmin words it. */
export class CompileError extends Error {
  readonly issues: readonly CompileIssue[]

  constructor(issues: readonly CompileIssue[]) {
    super(
      `Collected Errors: ${issues.length}\n` +
        issues
          .map(
            ({ code, nodeId, description }, index) =>
              `\tError ${index}: Code: ${code}, Node Id: ${nodeId}, Description: ${description}\n`,
          )
          .join(''),
    )
    this.name = 'CompileError'
    this.issues = issues
  }
}
