import { classNames } from '../ui/class-names'
import styles from './variant-pick.module.css'

export interface VariantPickProps {
  readonly variants: readonly string[]
  readonly chosen: number
}

const FEW = 4

/** All variants of a union, the one in use stressed. Of many only that one. */
export function VariantPick({ variants, chosen }: VariantPickProps) {
  const shown = variants.length <= FEW ? variants.map((_, index) => index) : [chosen]
  return (
    <span className={styles.pick} role="img" aria-label={`${variants[chosen] ?? ''}, of ${variants.join(', ')}`}>
      {shown.map((index) => (
        <span key={index} className={classNames(index === chosen && styles.chosen)}>
          {variants[index]}
        </span>
      ))}
      {variants.length > FEW ? <span>of {variants.length}</span> : null}
    </span>
  )
}
