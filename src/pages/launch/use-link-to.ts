import { useHref } from 'react-router'
import { useScope } from '../../components/layout/use-scope'
import type { LaunchInterface } from '../../domain/execution-request/launch-interface'
import { type LaunchState, textsOfState } from '../../domain/execution-request/launch-state'
import { launchHref, type LaunchQuery } from './launch-query'

/** The way from what is in a form to the whole address that opens it so. */
export function useLinkTo(query: LaunchQuery, launchInterface: LaunchInterface): (state: LaunchState) => string {
  const scope = useScope()
  const base = useHref('/').replace(/\/$/, '')
  return (state) => {
    const path = launchHref(scope, { ...query, texts: textsOfState(state, launchInterface) })
    return new URL(`${base}${path}`, location.origin).href
  }
}
