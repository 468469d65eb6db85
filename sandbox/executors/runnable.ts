import type { Container, TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { TaskRefusal } from './attempt-spec'
import { usesCopilot } from './raw-container'
import { containerOf } from './task-command'

/** How a task is run on one machine. */
export type Runnable =
  /** No process: its inputs are its outputs. */
  | { readonly kind: 'echo' }
  /** A process that knows nothing of Flyte. */
  | { readonly kind: 'raw-container'; readonly container: Container }
  /** A process that reads inputs and writes outputs by Flyte's conventions. */
  | { readonly kind: 'container'; readonly container: Container }

/** What runs elsewhere than in its container, and where. */
const NEEDS: Readonly<Record<string, string>> = {
  spark: 'a Spark cluster',
  databricks: 'Databricks',
  ray: 'a Ray cluster',
  dask: 'a Dask cluster',
  mpi: 'the MPI operator of Kubernetes',
  horovod: 'the MPI operator of Kubernetes',
  pytorch: 'the training operator of Kubernetes',
  tensorflow: 'the training operator of Kubernetes',
  'aws-batch': 'AWS Batch',
  sagemaker_training_job_task: 'Amazon SageMaker',
  sagemaker_custom_training_job_task: 'Amazon SageMaker',
  presto: 'a Presto service',
  hive: 'a Hive service',
  snowflake: 'Snowflake',
  athena: 'Amazon Athena',
  bigquery_query_job_task: 'BigQuery',
  openai_batch: 'a connector service',
  slurm: 'a Slurm cluster',
}

/**
 * How this task can be run here.
 *
 * @throws TaskRefusal naming the type, when it cannot
 */
export function runnable(template: TaskTemplate): Runnable {
  const { type } = template
  if (type === 'echo') return { kind: 'echo' }
  const container = containerOf(template)
  if (Object.hasOwn(NEEDS, type) || /sensor|agent|connector/.test(type) || container === undefined) {
    const needs = Object.hasOwn(NEEDS, type)
      ? NEEDS[type]
      : container
        ? 'a connector service'
        : 'a service outside of this machine'
    throw new TaskRefusal(
      'TaskTypeNotSupported',
      `A task of the type "${type}" needs ${needs ?? ''}, which the sandbox has not: it runs tasks as processes on this machine. Run it on a cluster.`,
    )
  }
  return { kind: usesCopilot(template, container) ? 'raw-container' : 'container', container }
}
