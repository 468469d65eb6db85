import { Link } from 'react-router'
import type { AnchorProps } from '../ui/link'

/** How the kit's links follow the application's own addresses: without loading a page, and as real links all the same. */
export function renderRouterLink({ href, ...rest }: AnchorProps) {
  return <Link to={href} {...rest} />
}
