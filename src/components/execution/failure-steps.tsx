import { ChevronLeft, ChevronRight } from 'lucide-react'
import { hasNodeFailed } from '../../domain/execution-node'
import type { TreeRow } from '../../domain/execution-tree'
import { ButtonLink } from '../ui/button-link'
import { Icon } from '../ui/icon'
import type { LinkTo } from './execution-view'

export interface FailureStepsProps {
  readonly rows: readonly TreeRow[]
  readonly selected: string
  readonly linkTo: LinkTo
}

/** From one failed node to the next. Nothing when the selected one has not failed. */
export function FailureSteps({ rows, selected, linkTo }: FailureStepsProps) {
  const failed = rows.flatMap((row) =>
    row.type === 'node' && row.node !== undefined && hasNodeFailed(row.node.phase) && !row.expanded ? [row.key] : [],
  )
  const at = failed.indexOf(selected)
  if (at < 0 || failed.length < 2) return null
  const step = (by: number, label: string, icon: typeof ChevronLeft) => {
    const key = failed[(at + by + failed.length) % failed.length]
    return (
      <ButtonLink
        variant="ghost"
        size="sm"
        aria-label={label}
        data-tooltip={`${label}  ${by < 0 ? '[' : ']'}`}
        href={linkTo({ node: key, attempt: undefined, item: undefined, line: undefined })}
      >
        <Icon of={icon} size="sm" />
      </ButtonLink>
    )
  }
  return (
    <>
      {step(-1, 'Failed node before', ChevronLeft)}
      <span className="num">
        failed {at + 1} of {failed.length}
      </span>
      {step(1, 'Next failed node', ChevronRight)}
    </>
  )
}
