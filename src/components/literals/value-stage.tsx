import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { ValueNode } from '../../domain/literals/value-tree'
import { ShowValue } from './show-value'

const ValueDialog = lazy(() => import('./value-dialog').then((module) => ({ default: module.ValueDialog })))

/** Lets the values inside be opened large. */
export function ValueStage({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ readonly node: ValueNode; readonly name: string }>()
  return (
    <ShowValue value={(node, name) => setShown({ node, name })}>
      {children}
      {shown ? (
        <Suspense fallback={null}>
          <ValueDialog node={shown.node} name={shown.name} onClose={() => setShown(undefined)} />
        </Suspense>
      ) : null}
    </ShowValue>
  )
}
