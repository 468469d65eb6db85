import { PageFrame } from '../../components/layout/page-frame'

export default function KitPage() {
  return (
    <PageFrame documentTitle="kit" title="kit">
      {null}
    </PageFrame>
  )
}
