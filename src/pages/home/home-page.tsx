import { Navigate } from 'react-router'
import { useScope } from '../../components/layout/use-scope'
import { paths } from '../../config/paths'

/** A project and domain without more: its executions, as in flyteconsole. */
export default function HomePage() {
  return <Navigate to={paths.executions(useScope())} replace />
}
