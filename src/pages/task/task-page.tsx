import { PageFrame } from '../../components/layout/page-frame'

export default function TaskPage() {
  return (
    <PageFrame documentTitle="task" title="task">
      {null}
    </PageFrame>
  )
}
