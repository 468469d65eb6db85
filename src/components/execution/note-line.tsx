import { useQueryClient } from '@tanstack/react-query'
import { nodeExecutionKeys } from '../../api/node-executions/node-execution-keys'
import type { NoteRow } from '../../domain/execution-tree'
import { Button } from '../ui/button'
import { Skeleton } from '../ui/skeleton'
import styles from './node-tree.module.css'

/** Stands in the tree where rows are missing, and says why. */
export function NoteLine({ note }: { readonly note: NoteRow }) {
  const client = useQueryClient()
  return (
    <div role="gridcell" className={styles.missing} style={{ '--depth': note.depth }}>
      {note.note === 'loading' ? (
        <>
          <span className="sr-only">Reading the nodes</span>
          <Skeleton width={160} />
        </>
      ) : note.note === 'none' ? (
        'Nothing has begun here.'
      ) : note.note === 'repeats' ? (
        'This execution is shown further up.'
      ) : (
        <>
          <span data-tone="fail" className={styles.problem} data-cut="end">
            These nodes could not be read. {note.text}
          </span>
          <Button
            size="sm"
            onClick={() =>
              void client.refetchQueries({ queryKey: nodeExecutionKeys.children(note.execution, note.parentId) })
            }
          >
            Try again
          </Button>
        </>
      )}
    </div>
  )
}
