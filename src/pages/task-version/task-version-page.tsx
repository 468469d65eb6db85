import { PageFrame } from '../../components/layout/page-frame'

export default function TaskVersionPage() {
  return (
    <PageFrame documentTitle="task-version" title="task-version">
      {null}
    </PageFrame>
  )
}
