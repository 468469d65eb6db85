import { useQuery } from '@tanstack/react-query'
import { descriptionQuery } from '../../api/description-entities/description-query'
import { latestTaskQuery } from '../../api/tasks/task-queries'
import { latestWorkflowQuery } from '../../api/workflows/workflow-queries'
import type { EntityKind, EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import { useApi } from '../layout/api-context'
import { Link } from '../ui/link'

export interface EntityDescriptionProps {
  readonly kind: EntityKind
  readonly of: EntityName
  /** What somebody wrote about the name itself; "" when nobody did. */
  readonly given: string
}

/** What it is for: in the words given to the name, else those of its latest version, with the way to its source. */
export function EntityDescription({ kind, of, given }: EntityDescriptionProps) {
  switch (kind) {
    case 'task':
      return <OfTask of={of} given={given} />
    case 'workflow':
      return <OfWorkflow of={of} given={given} />
    case 'launchPlan':
      return given === '' ? null : <span className="break">{given}</span>
  }
}

type OfKindProps = Omit<EntityDescriptionProps, 'kind'>

function OfTask({ of, given }: OfKindProps) {
  const { data } = useQuery(latestTaskQuery(useApi().transport, of))
  return <Words kind="task" id={data?.id} given={given} summary={data?.summary ?? ''} />
}

function OfWorkflow({ of, given }: OfKindProps) {
  const { data } = useQuery(latestWorkflowQuery(useApi().transport, of))
  return <Words kind="workflow" id={data?.id} given={given} summary={data?.summary ?? ''} />
}

interface WordsProps {
  readonly kind: 'task' | 'workflow'
  readonly id: EntityVersion | undefined
  readonly given: string
  readonly summary: string
}

/** Source links come from anybody: only those that lead to the web are links. */
const WEB = /^https?:\/\//

function Words({ kind, id, given, summary }: WordsProps) {
  const { transport } = useApi()
  const { data } = useQuery({
    ...descriptionQuery(transport, kind, id ?? { project: '', domain: '', name: '', version: '' }),
    enabled: id !== undefined,
  })
  const link = data?.sourceLink ?? ''
  const words = given === '' ? summary : given
  if (words === '' && !WEB.test(link)) return null
  return (
    <span className="break">
      {words}{' '}
      {WEB.test(link) ? (
        <Link href={link} look="accent">
          {link.split('/').at(-1) || 'Source'}
        </Link>
      ) : null}
    </span>
  )
}
