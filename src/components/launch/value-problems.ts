import type { Step } from '../../domain/literals/data'
import type { Problem } from '../../domain/literals/problem'

/** Problems of a value itself. */
export function ownProblem(problems: readonly Problem[]): Problem | undefined {
  return problems.find(({ path }) => path.length === 0)
}

/** Problems of a part of a value, as seen from the part. */
export function problemsAt(problems: readonly Problem[], step: Step): readonly Problem[] {
  return problems.flatMap((problem) => {
    const [first, ...path] = problem.path
    return first !== undefined && String(first) === String(step) ? [{ ...problem, path }] : []
  })
}
