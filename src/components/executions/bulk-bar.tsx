import { Archive, ArchiveRestore, CircleStop, History, RotateCw } from 'lucide-react'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import { type Execution, recoverProblem, terminateProblem } from '../../domain/execution'
import { Button } from '../ui/button'
import { isTyping } from '../ui/use-row-keys'
import type { BulkKind } from './bulk-dialog'
import styles from './bulk-bar.module.css'

const BulkDialog = lazy(() => import('./bulk-dialog').then((module) => ({ default: module.BulkDialog })))

export interface BulkBarProps {
  readonly selected: readonly Execution[]
  readonly onClear: () => void
}

/** What can be done with the chosen executions. What applies to none of them is off, and says why. */
export function BulkBar({ selected, onClear }: BulkBarProps) {
  const [job, setJob] = useState<{ readonly kind: BulkKind; readonly executions: readonly Execution[] } | undefined>()
  const terminable = selected.filter(({ phase }) => terminateProblem(phase) === undefined)
  const recoverable = selected.filter(({ phase }) => recoverProblem(phase) === undefined)
  const archived = selected.filter((execution) => execution.archived)
  const active = selected.filter((execution) => !execution.archived)
  const part = (executions: readonly Execution[]) =>
    executions.length > 0 && executions.length < selected.length ? ` ${executions.length}` : ''

  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isTyping(event)) onClear()
  })
  // Escape clears the selection wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onEscape)
    return () => window.removeEventListener('keydown', onEscape)
  }, [])

  return (
    <>
      {selected.length === 0 ? null : (
        <div role="toolbar" aria-label="Actions for the selected executions" className={styles.bar}>
          <span className={styles.count} role="status">
            {selected.length} selected
          </span>
          <span className={styles.separator} />
          <Button
            size="sm"
            variant="ghost"
            icon={RotateCw}
            onClick={() => setJob({ kind: 'relaunch', executions: selected })}
          >
            Relaunch
          </Button>
          <Button
            size="sm"
            variant="ghost"
            icon={History}
            disabledReason={
              recoverable.length === 0 ? 'Only executions that ended without success can be recovered.' : undefined
            }
            onClick={() => setJob({ kind: 'recover', executions: recoverable })}
          >
            Recover{part(recoverable)}
          </Button>
          {active.length > 0 ? (
            <Button
              size="sm"
              variant="ghost"
              icon={Archive}
              onClick={() => setJob({ kind: 'archive', executions: active })}
            >
              Archive{part(active)}
            </Button>
          ) : (
            <Button
              size="sm"
              variant="ghost"
              icon={ArchiveRestore}
              onClick={() => setJob({ kind: 'restore', executions: archived })}
            >
              Restore
            </Button>
          )}
          <Button
            size="sm"
            variant="danger"
            icon={CircleStop}
            disabledReason={terminable.length === 0 ? 'All of them have ended.' : undefined}
            onClick={() => setJob({ kind: 'terminate', executions: terminable })}
          >
            Terminate{part(terminable)}
          </Button>
          <span className={styles.separator} />
          <Button size="sm" variant="ghost" shortcut="Esc" onClick={onClear}>
            Clear
          </Button>
        </div>
      )}
      {job === undefined ? null : (
        <Suspense>
          <BulkDialog
            kind={job.kind}
            executions={job.executions}
            onClose={(done) => {
              setJob(undefined)
              if (done) onClear()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
