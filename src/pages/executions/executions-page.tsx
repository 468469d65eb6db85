import { PageFrame } from '../../components/layout/page-frame'

export default function ExecutionsPage() {
  return (
    <PageFrame documentTitle="executions" title="executions">
      {null}
    </PageFrame>
  )
}
