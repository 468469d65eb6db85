import { useQuery } from '@tanstack/react-query'
import { descriptionQuery } from '../../api/description-entities/description-query'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { useApi } from '../layout/api-context'
import { Link } from '../ui/link'
import { Section } from './section'
import styles from './version-description.module.css'

export interface VersionDescriptionProps {
  readonly kind: 'task' | 'workflow'
  readonly id: EntityVersion
}

/** What its author wrote about a version; nothing when nothing was written. Plain text: it is anybody's. */
export function VersionDescription({ kind, id }: VersionDescriptionProps) {
  const { transport } = useApi()
  const { data } = useQuery(descriptionQuery(transport, kind, id))
  if (data === undefined || data === null) return null
  const { short, long, sourceLink } = data
  const text = long === '' ? short : long
  const web = /^https?:\/\//.test(sourceLink)
  if (text === '' && !web) return null
  return (
    <Section
      title="Description"
      actions={
        web ? (
          <Link href={sourceLink} look="accent" className="small">
            Source
          </Link>
        ) : undefined
      }
    >
      <p className={styles.text}>{text}</p>
    </Section>
  )
}
