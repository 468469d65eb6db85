import { EntityList } from '../../components/entities/entity-list'
import { useScope } from '../../components/layout/use-scope'

/** All launch plans of a project and domain. */
export default function LaunchPlansPage() {
  return <EntityList kind="launchPlan" scope={useScope()} />
}
