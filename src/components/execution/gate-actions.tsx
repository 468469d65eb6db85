import { useMutation } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { toApiError } from '../../api/errors'
import { setSignalMutation } from '../../api/signals/signal-queries'
import type { ExecutionKey } from '../../domain/execution-node'
import type { GateCondition } from '../../domain/execution-outline'
import { booleanLiteral } from '../../domain/execution-gate-value'
import { useApi } from '../layout/api-context'
import { showToast } from '../layout/toast-store'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import styles from './node-tree.module.css'

export interface GateActionsProps {
  readonly execution: ExecutionKey
  readonly name: string
  readonly gate: GateCondition
  /** Where the gate's panel is, for answers that take more than a yes or no. */
  readonly panelHref: string
}

/** The answer to a gate, from its row. */
export function GateActions({ execution, name, gate, panelHref }: GateActionsProps) {
  const { transport } = useApi()
  const signal = useMutation(setSignalMutation(transport, execution))
  if (gate.kind === 'input')
    return (
      <ButtonLink size="sm" href={panelHref} className={styles.answer ?? ''}>
        Set input…
      </ButtonLink>
    )
  if (gate.kind !== 'approve') return null
  const answer = (approved: boolean) =>
    signal.mutate(
      { signalId: gate.signalId, value: booleanLiteral(approved) },
      {
        onSuccess: () => showToast({ tone: 'ok', text: `${approved ? 'Approved' : 'Rejected'} ${name}.` }),
        onError: (error) => showToast({ tone: 'fail', text: `${name}: ${toApiError(error).detail}` }),
      },
    )
  return (
    <span className={styles.answer}>
      <Menu
        label={`Answer ${name}`}
        align="end"
        trigger={
          <Button size="sm" loading={signal.isPending}>
            Approve…
          </Button>
        }
      >
        <MenuItem icon={Check} onSelect={() => answer(true)}>
          Approve
        </MenuItem>
        <MenuItem icon={X} danger onSelect={() => answer(false)}>
          Reject: the execution fails
        </MenuItem>
      </Menu>
    </span>
  )
}
