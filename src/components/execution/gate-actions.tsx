import { Check, X } from 'lucide-react'
import type { ExecutionKey } from '../../domain/execution-node'
import type { GateCondition } from '../../domain/execution-outline'
import { booleanLiteral } from '../../domain/execution-gate-value'
import { showToast } from '../layout/toast-store'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Menu } from '../ui/menu'
import { MenuItem } from '../ui/menu-item'
import { useGateAnswer } from './use-gate-answer'
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
  const { busy, answer } = useGateAnswer(execution)
  if (gate.kind === 'input')
    return (
      <ButtonLink size="sm" href={panelHref} className={styles.answer ?? ''}>
        Set input…
      </ButtonLink>
    )
  if (gate.kind !== 'approve') return null
  const decide = (approved: boolean) =>
    answer(
      { signalId: gate.signalId, value: booleanLiteral(approved) },
      `${approved ? 'Approved' : 'Rejected'} ${name}.`,
      (why) => showToast({ tone: 'fail', text: `${name}: ${why}` }),
    )
  return (
    <span className={styles.answer}>
      <Menu
        label={`Answer ${name}`}
        align="end"
        trigger={
          <Button size="sm" loading={busy}>
            Approve…
          </Button>
        }
      >
        <MenuItem icon={Check} onSelect={() => decide(true)}>
          Approve
        </MenuItem>
        <MenuItem icon={X} danger onSelect={() => decide(false)}>
          Reject: the execution fails
        </MenuItem>
      </Menu>
    </span>
  )
}
