import { useLocation } from 'react-router'
import { PageFrame } from '../../components/layout/page-frame'
import { ButtonLink } from '../../components/ui/button-link'
import { EmptyState } from '../../components/ui/empty-state'

/** An address that leads nowhere. */
export default function NotFoundPage() {
  const { pathname } = useLocation()
  return (
    <PageFrame documentTitle="Not found" title="There is no such page">
      <EmptyState title="This address leads nowhere" actions={<ButtonLink href="/">To the executions</ButtonLink>}>
        <code className="break">{pathname}</code>
      </EmptyState>
    </PageFrame>
  )
}
