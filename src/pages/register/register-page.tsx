import { PageFrame } from '../../components/layout/page-frame'

export default function RegisterPage() {
  return (
    <PageFrame documentTitle="register" title="register">
      {null}
    </PageFrame>
  )
}
