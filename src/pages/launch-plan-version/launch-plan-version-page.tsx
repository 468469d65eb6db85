import { PageFrame } from '../../components/layout/page-frame'

export default function LaunchPlanVersionPage() {
  return (
    <PageFrame documentTitle="launch-plan-version" title="launch-plan-version">
      {null}
    </PageFrame>
  )
}
