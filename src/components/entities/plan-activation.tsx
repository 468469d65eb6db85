import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toApiError } from '../../api/errors'
import { setLaunchPlanActiveMutation } from '../../api/launch-plans/set-active'
import { scheduleText } from '../../domain/entities/schedule'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { useApi } from '../layout/api-context'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'

export interface PlanActivationProps {
  readonly plan: LaunchPlanVersion
  /** In a list of versions. */
  readonly small?: boolean
}

/** Puts a version in force, or out of it; asks first and says what that does. A refusal is shown where it was asked. */
export function PlanActivation({ plan, small = false }: PlanActivationProps) {
  const { transport } = useApi()
  const change = useMutation(setLaunchPlanActiveMutation(transport, useQueryClient()))
  const [asking, setAsking] = useState(false)
  const { active, schedule, id } = plan
  const effect = active
    ? schedule === undefined
      ? 'No version of this plan is active then. It can still be launched.'
      : `Nothing is started by its schedule (${scheduleText(schedule)}) any more. It can still be launched.`
    : `${schedule === undefined ? 'It becomes the version in force.' : `It starts by its schedule: ${scheduleText(schedule)}.`} The version that is active now, if there is one, becomes inactive.`
  return (
    <>
      <Button
        {...(small
          ? { size: 'sm', variant: 'ghost', 'aria-label': `${active ? 'Deactivate' : 'Activate'} ${id.version}` }
          : {})}
        onClick={() => setAsking(true)}
      >
        {active ? 'Deactivate' : 'Activate'}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={`${active ? 'Deactivate' : 'Activate'} version ${id.version}?`}
          description={effect}
          confirmLabel={active ? 'Deactivate' : 'Activate'}
          danger={active}
          onConfirm={async () => {
            try {
              await change.mutateAsync({ id, active: !active })
            } catch (error) {
              const refusal = toApiError(error)
              throw new Error(`${refusal.title}: ${refusal.detail}`, { cause: error })
            }
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}
