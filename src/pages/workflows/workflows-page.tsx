import { EntityList } from '../../components/entities/entity-list'
import { useScope } from '../../components/layout/use-scope'

/** All workflows of a project and domain. */
export default function WorkflowsPage() {
  return <EntityList kind="workflow" scope={useScope()} />
}
