import type { ValueNode } from '../../domain/literals/value-tree'
import { Dialog } from '../ui/dialog'
import { FilePreview } from './file-preview'
import { FileActions } from './file-actions'
import { ValueView } from './value-view'

export interface ValueDialogProps {
  readonly node: ValueNode
  readonly name: string
  readonly onClose: () => void
}

/** A value with room for all of it. */
export function ValueDialog({ node, name, onClose }: ValueDialogProps) {
  return (
    <Dialog title={name} size="xl" onClose={onClose}>
      {node.kind === 'stored' ? (
        <>
          <FileActions node={node} name={name} />
          <FilePreview node={node} full />
        </>
      ) : (
        <ValueView node={node} name={name} />
      )}
    </Dialog>
  )
}
