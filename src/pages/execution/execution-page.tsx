import { PageFrame } from '../../components/layout/page-frame'

export default function ExecutionPage() {
  return (
    <PageFrame documentTitle="execution" title="execution">
      {null}
    </PageFrame>
  )
}
