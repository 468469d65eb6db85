import { splitName } from '../../domain/execution'
import { Link } from '../ui/link'
import styles from './entity-name.module.css'

export interface EntityNameProps {
  readonly name: string
  readonly href: string
}

/** The leaf first, its module after it, faint, first to give way. Copying gives the whole name as it is on hover. */
export function EntityName({ name, href }: EntityNameProps) {
  const { leaf, module } = splitName(name)
  return (
    <Link href={href} look="bare" className={styles.link} data-tooltip={name}>
      <span className={styles.leaf}>{leaf}</span>
      {module === '' ? null : <span className={styles.module}>{module}</span>}
    </Link>
  )
}
