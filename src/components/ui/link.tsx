import { createContext, use, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './link.module.css'

export interface AnchorProps extends ComponentProps<'a'> {
  readonly href: string
}

/** How the application follows its own links without loading a page; the kit knows no router. Plain `<a>` by default. */
export const RenderLink = createContext<(props: AnchorProps) => ReactNode>((props) => <a {...props} />)

export interface LinkProps extends AnchorProps {
  /** plain: its surrounding's colour, underlined on hover (default); accent: reads as a link; bare: no underline either. */
  readonly look?: 'plain' | 'accent' | 'bare'
}

const external = /^[a-z][a-z0-9+.-]*:/i

/** Every link. Application paths (from `config/paths`) stay in the page; other addresses open beside it. */
export function Link({ look = 'plain', className, href, ...rest }: LinkProps) {
  const renderLink = use(RenderLink)
  const classes = classNames(styles[look], className)
  if (external.test(href)) return <a target="_blank" rel="noreferrer" {...rest} href={href} className={classes} />
  return renderLink({ ...rest, href, className: classes })
}
