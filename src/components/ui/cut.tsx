import { classNames } from './class-names'

export interface CutProps {
  readonly children: string
  readonly className?: string | undefined
}

/** Text on one line; what does not fit is cut at the end and whole in the tooltip. */
export function Cut({ children, className }: CutProps) {
  return (
    <span data-cut="end" className={classNames('cut', className)}>
      {children}
    </span>
  )
}
