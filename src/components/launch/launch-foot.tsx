import { CircleAlert, Play } from 'lucide-react'
import { useScope } from '../layout/use-scope'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import styles from './launch-form.module.css'

/** Something that has to be mended before the launch. */
export interface Fault {
  readonly kind: 'input' | 'options' | 'text'
  readonly name: string
}

export interface LaunchFootProps {
  readonly faults: readonly Fault[]
  /** Goes to where it can be mended. */
  readonly onGo: (fault: Fault) => void
  readonly kept: boolean
  readonly pending: boolean
}

/** The way to start the run, and what stands in it. */
export function LaunchFoot({ faults, onGo, kept, pending }: LaunchFootProps) {
  const scope = useScope()
  return (
    <div className={styles.foot}>
      {faults.length > 0 ? (
        <span className={styles.problem} role="status">
          <Icon of={CircleAlert} size="sm" />
          <span className="break">
            To fix:{' '}
            {faults.map((fault, index) => (
              <span key={`${fault.kind} ${fault.name}`}>
                {index > 0 ? ', ' : ''}
                <button type="button" className={styles.fault} onClick={() => onGo(fault)}>
                  {fault.name}
                </button>
              </span>
            ))}
          </span>
        </span>
      ) : (
        <span className="small faint">
          Runs in {scope.project}, {scope.domain}
          {kept ? '. Draft kept in this browser.' : ''}
        </span>
      )}
      <Button type="submit" variant="primary" icon={Play} loading={pending} shortcut="Ctrl ↵">
        Launch
      </Button>
    </div>
  )
}
