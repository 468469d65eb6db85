import { PageFrame } from '../../components/layout/page-frame'

export default function LaunchPage() {
  return (
    <PageFrame documentTitle="launch" title="launch">
      {null}
    </PageFrame>
  )
}
