import { PageFrame } from '../../components/layout/page-frame'

export default function WorkflowVersionPage() {
  return (
    <PageFrame documentTitle="workflow-version" title="workflow-version">
      {null}
    </PageFrame>
  )
}
