import { PageFrame } from '../../components/layout/page-frame'

export default function LaunchPlanPage() {
  return (
    <PageFrame documentTitle="launch-plan" title="launch-plan">
      {null}
    </PageFrame>
  )
}
