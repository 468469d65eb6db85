import styles from './menu.module.css'

export function MenuSeparator() {
  return <div role="separator" className={styles.separator} />
}
