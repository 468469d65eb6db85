import styles from './menu.module.css'

export interface MenuLabelProps {
  readonly children: string
}

export function MenuLabel({ children }: MenuLabelProps) {
  return (
    <div role="presentation" className={styles.label}>
      {children}
    </div>
  )
}
