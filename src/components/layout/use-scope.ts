import { useParams } from 'react-router'
import type { Scope } from '../../config/paths'

/** Project and domain of the URL. Only below `projects/:project/domains/:domain`. */
export function useScope(): Scope {
  const { project, domain } = useParams()
  if (project === undefined || domain === undefined)
    throw new Error('This page needs a project and a domain in its URL.')
  return { project, domain }
}

/** A part of the URL that the route says is there, such as `name`. */
export function useRouteParam(name: string): string {
  const value = useParams()[name]
  if (value === undefined) throw new Error(`The route has no ${name}.`)
  return value
}
