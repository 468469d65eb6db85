import { Play } from 'lucide-react'
import type { Scope } from '../../config/paths'
import { Button } from '../ui/button'
import { Popover } from '../ui/popover'
import { WorkflowChoice } from './workflow-choice'

export interface LaunchButtonProps {
  readonly scope: Scope
}

/** Chooses a workflow and goes to its launch form. */
export function LaunchButton({ scope }: LaunchButtonProps) {
  return (
    <Popover
      label="What to launch"
      align="end"
      width={340}
      trigger={
        <Button variant="primary" icon={Play} shortcut="L" data-launch="">
          Launch
        </Button>
      }
    >
      {() => <WorkflowChoice scope={scope} />}
    </Popover>
  )
}
