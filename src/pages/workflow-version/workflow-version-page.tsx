import { useQuery } from '@tanstack/react-query'
import { workflowQuery } from '../../api/workflows/workflow-queries'
import columns from '../../components/entities/columns.module.css'
import { InterfaceTable } from '../../components/entities/interface-table'
import { PlansSection } from '../../components/entities/plans-section'
import { RunsSection } from '../../components/entities/runs-section'
import { Section } from '../../components/entities/section'
import { UsedEntities } from '../../components/entities/used-entities'
import { VersionDescription } from '../../components/entities/version-description'
import { VersionPage } from '../../components/entities/version-page'
import { WorkflowPicture } from '../../components/entities/workflow-picture'
import { useApi } from '../../components/layout/api-context'
import { useRouteParam, useScope } from '../../components/layout/use-scope'

export default function WorkflowVersionPage() {
  const { transport } = useApi()
  const id = { ...useScope(), name: useRouteParam('name'), version: useRouteParam('version') }
  const query = useQuery(workflowQuery(transport, id))
  return (
    <VersionPage
      kind="workflow"
      id={id}
      query={query}
      tabs={[
        {
          key: 'graph',
          label: 'Graph',
          content: ({ closure }) => <WorkflowPicture closure={closure} tall />,
        },
      ]}
      overview={(workflow) => (
        <div className={columns.stack}>
          <WorkflowPicture closure={workflow.closure} />
          <div className={columns.columns}>
            <div className={columns.stack}>
              <VersionDescription kind="workflow" id={id} />
              <Section title="Interface">
                <InterfaceTable of={workflow.interface} />
              </Section>
              <RunsSection kind="workflow" of={id} />
            </div>
            <div className={columns.stack}>
              <PlansSection of={id} />
              {workflow.closure ? <UsedEntities closure={workflow.closure} version={id.version} /> : null}
            </div>
          </div>
        </div>
      )}
    />
  )
}
