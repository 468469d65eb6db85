import { CloudOff } from 'lucide-react'
import { paths } from '../../config/paths'
import { formatClock, formatElapsed } from '../../domain/times'
import { useLocalNow } from '../time/use-now'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { useApi } from './api-context'
import { useConnection } from './connection-context'
import { usePreferences } from './preferences'

/** Above the page while nobody answers: who, since when, and when it is tried again. What was read before stays below it. */
export function ConnectionBanner() {
  const { config } = useApi()
  const { timeZone } = usePreferences()
  const { state, tryNow } = useConnection()
  const now = useLocalNow()
  // The first failure may be a hiccup: the try a second later decides.
  if (state.kind === 'well' || state.attempts === 0) return null
  const gone = state.error.kind === 'server-gone'
  const wait = state.nextTryAt === undefined ? undefined : Math.max(0, Math.ceil((state.nextTryAt - now) / 1000))
  return (
    <Banner
      tone="fail"
      wide
      icon={CloudOff}
      role="status"
      title={gone ? 'Contrail does not answer' : `${config.endpoint} does not answer`}
      actions={
        <>
          <ButtonLink size="sm" variant="ghost" href={paths.connection()}>
            Connection
          </ButtonLink>
          <Button size="sm" loading={wait === undefined} onClick={tryNow}>
            Try now
          </Button>
        </>
      }
    >
      {gone
        ? 'Its server was stopped, or the network is gone.'
        : 'Contrail itself is fine; the Flyte behind it cannot be reached.'}{' '}
      What is shown was read before {formatClock(state.since, timeZone, true)}, {formatElapsed(now - state.since)} ago.{' '}
      <span className="num" aria-hidden="true">
        {wait === undefined ? 'Trying' : `Again in ${wait} s`}, attempt {state.attempts + (wait === undefined ? 0 : 1)}.
      </span>
    </Banner>
  )
}
