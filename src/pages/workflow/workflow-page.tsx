import { PageFrame } from '../../components/layout/page-frame'

export default function WorkflowPage() {
  return (
    <PageFrame documentTitle="workflow" title="workflow">
      {null}
    </PageFrame>
  )
}
