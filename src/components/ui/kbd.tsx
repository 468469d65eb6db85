import { classNames } from './class-names'
import styles from './kbd.module.css'

export interface KbdProps {
  /** As people say it: `Ctrl K`, `g e`, `?`. */
  readonly keys: string
  readonly className?: string | undefined
}

/** The key for something that has another way too; hidden where there is no keyboard. */
export function Kbd({ keys, className }: KbdProps) {
  return <kbd className={classNames(styles.kbd, className)}>{keys}</kbd>
}
