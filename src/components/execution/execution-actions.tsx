import { useMutation } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Ban, Copy, Ellipsis, History, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toApiError } from '../../api/errors'
import { executionMutation } from '../../api/executions/execution-mutations'
import { paths } from '../../config/paths'
import { type Execution, hasExecutionEnded, recoverProblem } from '../../domain/execution'
import { useApi } from '../layout/api-context'
import { showToast } from '../layout/toast-store'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { MenuSeparator } from '../ui/menu-separator'

const kinds = { task: 'task', workflow: 'workflow', plan: 'launchPlan' } as const

/** What can be done with an execution. The way back from a failure comes first. */
export function ExecutionActions({ execution }: { readonly execution: Execution }) {
  const { transport } = useApi()
  const navigate = useNavigate()
  const act = useMutation(executionMutation(transport, execution.key))
  const [asking, setAsking] = useState(false)
  const { key, phase, launched, archived } = execution
  const ended = hasExecutionEnded(phase)
  const recoverable = recoverProblem(phase) === undefined
  const failed = (what: string) => (error: Error) =>
    showToast({ tone: 'fail', text: `${what}: ${toApiError(error).detail}` })
  const recover = () =>
    act.mutate(
      { kind: 'recover' },
      {
        onSuccess: (made) => {
          if (made !== undefined) void navigate(paths.execution(made, made.name))
        },
        onError: failed('Not recovered'),
      },
    )
  const runAgain = (overwriteCache: boolean) =>
    act.mutate(
      { kind: 'relaunch', overwriteCache },
      {
        onSuccess: (made) => {
          if (made !== undefined) void navigate(paths.execution(made, made.name))
        },
        onError: failed('Not started'),
      },
    )
  const archive = () =>
    act.mutate(
      { kind: archived ? 'restore' : 'archive' },
      {
        onSuccess: () =>
          showToast({ tone: 'ok', text: archived ? 'Restored from the archive.' : 'Archived: lists leave it out.' }),
        onError: failed(archived ? 'Not restored' : 'Not archived'),
      },
    )
  return (
    <>
      {ended ? null : (
        <Button variant="danger" icon={Ban} onClick={() => setAsking(true)}>
          Terminate
        </Button>
      )}
      {launched === undefined ? null : (
        <ButtonLink
          icon={RotateCw}
          href={paths.launch({
            project: launched.project,
            domain: launched.domain,
            kind: kinds[launched.type],
            name: launched.name,
            version: launched.version,
            from: key.name,
          })}
        >
          Relaunch
        </ButtonLink>
      )}
      {recoverable ? (
        <Button
          variant="primary"
          icon={History}
          loading={act.isPending && act.variables.kind === 'recover'}
          data-tooltip="Runs again what failed and keeps what succeeded"
          onClick={recover}
        >
          Recover
        </Button>
      ) : null}
      <Menu label="More actions" align="end" trigger={<IconButton label="More actions" icon={Ellipsis} />}>
        <MenuItem icon={RotateCw} onSelect={() => runAgain(false)}>
          Run again as it is
        </MenuItem>
        <MenuItem icon={RotateCw} onSelect={() => runAgain(true)}>
          Run again without the cache
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Copy} onSelect={() => void navigator.clipboard.writeText(location.href)}>
          Copy the link to this view
        </MenuItem>
        <MenuItem icon={archived ? ArchiveRestore : Archive} onSelect={archive}>
          {archived ? 'Restore from the archive' : 'Archive'}
        </MenuItem>
      </Menu>
      {asking ? (
        <ConfirmDialog
          title={`Terminate ${key.name}?`}
          description="Everything that runs in it is stopped. What has succeeded stays, and can be kept by Recover."
          confirmLabel="Terminate"
          cancelLabel="Keep running"
          danger
          reason={{ label: 'Reason', hint: 'Everybody who looks at the execution sees it.' }}
          onConfirm={async (cause) => {
            await act.mutateAsync({ kind: 'terminate', cause })
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}
