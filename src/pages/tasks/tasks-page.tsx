import { EntityList } from '../../components/entities/entity-list'
import { useScope } from '../../components/layout/use-scope'

/** All tasks of a project and domain. */
export default function TasksPage() {
  return <EntityList kind="task" scope={useScope()} />
}
