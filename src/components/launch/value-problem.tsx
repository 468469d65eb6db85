import { CircleAlert } from 'lucide-react'
import type { Data } from '../../domain/literals/data'
import { printJson } from '../../domain/literals/json-text'
import type { Problem } from '../../domain/literals/problem'
import { Icon } from '../ui/icon'
import styles from './value-control.module.css'

export interface ValueProblemProps {
  readonly problem: Problem
  readonly onRepair: (value: Data) => void
}

const LONGEST_REPAIR = 60

function repairText(repair: Data): string {
  if (repair === null) return 'None'
  if (typeof repair === 'string' && repair.trim() === repair && repair !== '') return repair
  const text = printJson(repair)
  return text.length > LONGEST_REPAIR ? `${text.slice(0, LONGEST_REPAIR)}…` : text
}

/** What is wrong with a value and, where it can be guessed, the value that was meant, as a button. */
export function ValueProblem({ problem: { message, repair }, onRepair }: ValueProblemProps) {
  return (
    <>
      {message}{' '}
      {repair === undefined ? null : (
        <>
          Use{' '}
          <button type="button" className={styles.repair} onClick={() => onRepair(repair)}>
            {repairText(repair)}
          </button>
        </>
      )}
    </>
  )
}

/** The same under a row of a list or map. */
export function RowProblem({ id, ...props }: ValueProblemProps & { readonly id: string }) {
  return (
    <div id={id} className={styles.problem} role="alert">
      <Icon of={CircleAlert} size="xs" />
      <span>
        <ValueProblem {...props} />
      </span>
    </div>
  )
}
