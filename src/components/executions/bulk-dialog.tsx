import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type ActionResult,
  bulkExecutionMutation,
  type ExecutionAction,
} from '../../api/executions/execution-mutations'
import { paths } from '../../config/paths'
import { executedEntity, type Execution, splitName } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import { useApi } from '../layout/api-context'
import { showToast } from '../layout/toast-store'
import { PhaseLabel } from '../phase/phase-label'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Link } from '../ui/link'
import { Progress } from '../ui/progress'
import { TextArea } from '../ui/text-area'
import styles from './bulk-dialog.module.css'

export type BulkKind = ExecutionAction['kind']

export interface BulkDialogProps {
  readonly kind: BulkKind
  /** Those that it can be done to. */
  readonly executions: readonly Execution[]
  /** `done`: something was done. */
  readonly onClose: (done: boolean) => void
}

const words = {
  terminate: { verb: 'Terminate', past: 'Terminating', about: 'Running tasks are stopped. Their children are too.' },
  relaunch: {
    verb: 'Relaunch',
    past: 'Relaunched',
    about: 'Each runs again from the start, with its inputs and options.',
  },
  recover: { verb: 'Recover', past: 'Recovered', about: 'Each runs again; nodes that succeeded keep their outputs.' },
  archive: { verb: 'Archive', past: 'Archived', about: 'They leave the list. They can be restored.' },
  restore: { verb: 'Restore', past: 'Restored', about: 'They come back to the list.' },
} as const satisfies Record<BulkKind, { verb: string; past: string; about: string }>

function count(number: number): string {
  return number === 1 ? 'execution' : `${number} executions`
}

/** Asks, does it to each, and says what became of each of them. */
export function BulkDialog({ kind, executions, onClose }: BulkDialogProps) {
  const { transport } = useApi()
  const [cause, setCause] = useState('')
  const [overwriteCache, setOverwriteCache] = useState(false)
  const [results, setResults] = useState<readonly ActionResult[]>([])
  const bulk = useMutation(bulkExecutionMutation(transport))
  const { verb, past, about } = words[kind]
  const refused = results.filter(({ problem }) => problem !== undefined).length

  const start = (keys: readonly Execution['key'][], action: ExecutionAction) =>
    bulk.mutate(
      { keys, action, onProgress: setResults },
      {
        onSuccess: (all) => {
          if (all.some(({ problem, made }) => problem !== undefined || made !== undefined)) return
          onClose(true)
          showToast({ tone: 'ok', text: `${past} ${count(all.length)}`, action: undoOf(kind, keys) })
        },
      },
    )

  const undo = useMutation(bulkExecutionMutation(transport))
  const undoOf = (done: BulkKind, keys: readonly Execution['key'][]) =>
    done === 'archive' ? { label: 'Undo', onAct: () => undo.mutate({ keys, action: { kind: 'restore' } }) } : undefined

  const keys = executions.map(({ key }) => key)
  const action = actionOf(kind, cause.trim(), overwriteCache)
  const finished = bulk.isSuccess || bulk.isError
  return (
    <Dialog
      title={finished ? `${past} ${results.length - refused} of ${keys.length}` : `${verb} ${count(keys.length)}?`}
      description={finished ? undefined : about}
      size="lg"
      onClose={() => onClose(results.length > 0)}
      footer={
        finished ? (
          <Button variant="primary" autoFocus onClick={() => onClose(true)}>
            Close
          </Button>
        ) : (
          <>
            <Button variant="ghost" onClick={() => onClose(results.length > 0)}>
              {bulk.isPending ? 'Go on in the background' : 'Cancel'}
            </Button>
            <Button
              variant={kind === 'terminate' ? 'solid-danger' : 'primary'}
              loading={bulk.isPending}
              autoFocus={kind !== 'terminate'}
              onClick={() => start(keys, action)}
            >
              {verb}
            </Button>
          </>
        )
      }
    >
      {bulk.isPending || finished ? (
        <Progress
          label={`${verb} ${count(keys.length)}`}
          total={keys.length}
          parts={[
            { value: results.length - refused, tone: 'ok' },
            { value: refused, tone: 'fail' },
          ]}
        />
      ) : kind === 'terminate' ? (
        <Field label="Reason" stacked hint="Kept with the execution, for everyone to see.">
          {({ invalid: _, ...control }) => (
            <TextArea
              {...control}
              rows={2}
              autoFocus
              value={cause}
              onChange={setCause}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) start(keys, action)
              }}
            />
          )}
        </Field>
      ) : kind === 'relaunch' ? (
        <Checkbox checked={overwriteCache} onChange={setOverwriteCache}>
          Compute again what is cached, and overwrite the cache
        </Checkbox>
      ) : null}
      <ul className={styles.list}>
        {executions.map((execution) => (
          <Item
            key={execution.key.name}
            execution={execution}
            result={results.find((result) => result.key.name === execution.key.name)}
          />
        ))}
      </ul>
    </Dialog>
  )
}

function actionOf(kind: BulkKind, cause: string, overwriteCache: boolean): ExecutionAction {
  if (kind === 'terminate') return { kind, cause: cause === '' ? 'Terminated in Contrail' : cause }
  if (kind === 'relaunch') return { kind, overwriteCache }
  return { kind }
}

interface ItemProps {
  readonly execution: Execution
  readonly result: ActionResult | undefined
}

function Item({ execution, result }: ItemProps) {
  const entity = executedEntity(execution)
  return (
    <li className={styles.item}>
      <span className="mono">{execution.key.name}</span>
      <span className="cut dim">{entity === undefined ? '' : splitName(entity.name).leaf}</span>
      <span className={styles.outcome}>
        {result === undefined ? (
          <PhaseLabel look={workflowPhaseLook(execution.phase)} />
        ) : result.problem !== undefined ? (
          <span className={styles.problem} role="alert">
            {result.problem}
          </span>
        ) : result.made !== undefined ? (
          <Link look="accent" href={paths.execution(result.made, result.made.name)} className="mono">
            {result.made.name}
          </Link>
        ) : (
          'done'
        )}
      </span>
    </li>
  )
}
