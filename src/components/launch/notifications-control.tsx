import { Plus, X } from 'lucide-react'
import {
  type ExecutionOptions,
  NOTIFY_CHANNELS,
  NOTIFY_PHASES,
  type NotifyChannel,
  type NotifyPhase,
  type NotifyRule,
} from '../../domain/execution-request/execution-options'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { IconButton } from '../ui/icon-button'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { TokensControl } from './tokens-control'
import styles from './options-section.module.css'

export interface NotificationsControlProps {
  readonly rules: ExecutionOptions['notifications']
  readonly onChange: (rules: ExecutionOptions['notifications']) => void
}

const PHASE_WORDS = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  timed_out: 'Timed out',
  aborted: 'Aborted',
} as const satisfies Record<NotifyPhase, string>
const CHANNEL_WORDS = { email: 'Email', slack: 'Slack', pagerduty: 'PagerDuty' } as const satisfies Record<
  NotifyChannel,
  string
>

const FIRST_RULE: NotifyRule = { phases: ['failed'], channel: 'email', recipients: [] }

/** Who is told of the end of the run: as the launch plan says, nobody, or these. */
export function NotificationsControl({ rules, onChange }: NotificationsControlProps) {
  const set = (at: number, change: Partial<NotifyRule>) =>
    onChange((rules ?? []).map((rule, index) => (index === at ? { ...rule, ...change } : rule)))
  return (
    <div className={styles.pairs}>
      <SegmentedControl
        label="Notifications"
        options={[
          { value: 'plan', label: 'As the launch plan says' },
          { value: 'none', label: 'None' },
          { value: 'own', label: 'These' },
        ]}
        value={rules === undefined ? 'plan' : rules.length === 0 ? 'none' : 'own'}
        onChange={(choice) => onChange(choice === 'plan' ? undefined : choice === 'none' ? [] : [FIRST_RULE])}
      />
      {(rules ?? []).map((rule, at) => (
        <div key={at} role="group" aria-label={`Notification ${at + 1}`} className={styles.rule}>
          <div className={styles.phases}>
            {NOTIFY_PHASES.map((phase) => (
              <Checkbox
                key={phase}
                checked={rule.phases.includes(phase)}
                onChange={(on) =>
                  set(at, { phases: NOTIFY_PHASES.filter((one) => (one === phase ? on : rule.phases.includes(one))) })
                }
              >
                {PHASE_WORDS[phase]}
              </Checkbox>
            ))}
          </div>
          <div className={styles.to}>
            <Select
              aria-label={`Channel of notification ${at + 1}`}
              options={NOTIFY_CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_WORDS[channel] }))}
              value={rule.channel}
              onChange={(channel) => set(at, { channel })}
            />
            <TokensControl
              label={`Recipients of notification ${at + 1}`}
              placeholder="name@example.com"
              tokens={rule.recipients}
              onChange={(recipients) => set(at, { recipients })}
            />
            <IconButton
              size="sm"
              icon={X}
              label={`Remove notification ${at + 1}`}
              onClick={() => onChange((rules ?? []).filter((_, index) => index !== at))}
            />
          </div>
        </div>
      ))}
      {rules === undefined || rules.length === 0 ? null : (
        <div>
          <Button size="sm" icon={Plus} onClick={() => onChange([...rules, FIRST_RULE])}>
            Add notification
          </Button>
        </div>
      )}
    </div>
  )
}
