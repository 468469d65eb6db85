import { Link } from '../ui/link'

export interface VersionLinksProps {
  /** Address of the entity's page. */
  readonly path: string
  /** Whether there are at least two to compare. */
  readonly comparable: boolean
}

/** From a few versions of an entity to all of them, and to two side by side. */
export function VersionLinks({ path, comparable }: VersionLinksProps) {
  return (
    <>
      {comparable ? (
        <Link look="accent" className="small" href={`${path}?tab=compare`}>
          Compare
        </Link>
      ) : null}
      <Link look="accent" className="small" href={`${path}?tab=versions`}>
        All versions
      </Link>
    </>
  )
}
