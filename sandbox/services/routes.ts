import type { DescService } from '@bufbuild/protobuf'
import { Code, ConnectError, type ConnectRouter, type Interceptor } from '@connectrpc/connect'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'
import { AuthMetadataService } from '../../src/api/gen/flyteidl/service/auth_pb'
import { DataProxyService } from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { IdentityService } from '../../src/api/gen/flyteidl/service/identity_pb'
import { SignalService } from '../../src/api/gen/flyteidl/service/signal_pb'
import type { ControlPlane } from '../control-plane'
import {
  deleteProjectAttributes,
  deleteProjectDomainAttributes,
  deleteWorkflowAttributes,
  getProjectAttributes,
  getProjectDomainAttributes,
  getWorkflowAttributes,
  updateProjectAttributes,
  updateProjectDomainAttributes,
  updateWorkflowAttributes,
} from './attribute-levels'
import { listMatchableAttributes } from './attributes'
import { guarded } from './call-guard'
import { createExecution } from './create-execution'
import { createDownloadLink, createDownloadLocation, getData } from './data-proxy'
import { getDescriptionEntity, listDescriptionEntities } from './description-entities'
import { getDomains } from './domains'
import { getExecutionMetrics } from './execution-metrics'
import { getExecution, getExecutionData, listExecutions, terminateExecution, updateExecution } from './executions'
import {
  createLaunchPlan,
  getActiveLaunchPlan,
  getLaunchPlan,
  listActiveLaunchPlans,
  listLaunchPlanIds,
  listLaunchPlans,
  updateLaunchPlan,
} from './launch-plans'
import { registerHealth } from './health'
import { getNamedEntity, listNamedEntities, updateNamedEntity } from './named-entities'
import { createNodeEvent } from './node-events'
import {
  getDynamicNodeWorkflow,
  getNodeExecution,
  getNodeExecutionData,
  listNodeExecutions,
  listNodeExecutionsForTask,
} from './node-executions'
import { getProject, listProjects, registerProject, updateProject } from './projects'
import { recoverExecution, relaunchExecution } from './relaunch'
import { getOrCreateSignal, listSignals, setSignal } from './signals'
import { createTaskEvent } from './task-events'
import { getTaskExecution, getTaskExecutionData, listTaskExecutions } from './task-executions'
import { createTask, getTask, listTaskIds, listTasks } from './tasks'
import { createUploadLocation } from './uploads'
import { getVersion } from './version'
import { createWorkflowEvent } from './workflow-events'
import { createWorkflow, getWorkflow, listWorkflowIds, listWorkflows } from './workflows'

/** Registers flyteidl's five services and the health check. */
export function registerServices(router: ConnectRouter, cp: ControlPlane): void {
  router.service(AdminService, {
    createTask: guarded(cp, createTask),
    getTask: guarded(cp, getTask),
    listTaskIds: guarded(cp, listTaskIds),
    listTasks: guarded(cp, listTasks),
    createWorkflow: guarded(cp, createWorkflow),
    getWorkflow: guarded(cp, getWorkflow),
    listWorkflowIds: guarded(cp, listWorkflowIds),
    listWorkflows: guarded(cp, listWorkflows),
    createLaunchPlan: guarded(cp, createLaunchPlan),
    getLaunchPlan: guarded(cp, getLaunchPlan),
    getActiveLaunchPlan: guarded(cp, getActiveLaunchPlan),
    listActiveLaunchPlans: guarded(cp, listActiveLaunchPlans),
    listLaunchPlanIds: guarded(cp, listLaunchPlanIds),
    listLaunchPlans: guarded(cp, listLaunchPlans),
    updateLaunchPlan: guarded(cp, updateLaunchPlan),
    createExecution: guarded(cp, createExecution),
    relaunchExecution: guarded(cp, relaunchExecution),
    recoverExecution: guarded(cp, recoverExecution),
    getExecution: guarded(cp, getExecution),
    updateExecution: guarded(cp, updateExecution),
    getExecutionData: guarded(cp, getExecutionData),
    listExecutions: guarded(cp, listExecutions),
    terminateExecution: guarded(cp, terminateExecution),
    getExecutionMetrics: guarded(cp, getExecutionMetrics),
    getNodeExecution: guarded(cp, getNodeExecution),
    getDynamicNodeWorkflow: guarded(cp, getDynamicNodeWorkflow),
    listNodeExecutions: guarded(cp, listNodeExecutions),
    listNodeExecutionsForTask: guarded(cp, listNodeExecutionsForTask),
    getNodeExecutionData: guarded(cp, getNodeExecutionData),
    getTaskExecution: guarded(cp, getTaskExecution),
    listTaskExecutions: guarded(cp, listTaskExecutions),
    getTaskExecutionData: guarded(cp, getTaskExecutionData),
    createWorkflowEvent: guarded(cp, createWorkflowEvent),
    createNodeEvent: guarded(cp, createNodeEvent),
    createTaskEvent: guarded(cp, createTaskEvent),
    registerProject: guarded(cp, registerProject),
    updateProject: guarded(cp, updateProject),
    getProject: guarded(cp, getProject),
    listProjects: guarded(cp, listProjects),
    getDomains: guarded(cp, getDomains),
    updateProjectAttributes: guarded(cp, updateProjectAttributes),
    getProjectAttributes: guarded(cp, getProjectAttributes),
    deleteProjectAttributes: guarded(cp, deleteProjectAttributes),
    updateProjectDomainAttributes: guarded(cp, updateProjectDomainAttributes),
    getProjectDomainAttributes: guarded(cp, getProjectDomainAttributes),
    deleteProjectDomainAttributes: guarded(cp, deleteProjectDomainAttributes),
    updateWorkflowAttributes: guarded(cp, updateWorkflowAttributes),
    getWorkflowAttributes: guarded(cp, getWorkflowAttributes),
    deleteWorkflowAttributes: guarded(cp, deleteWorkflowAttributes),
    listMatchableAttributes: guarded(cp, listMatchableAttributes),
    getNamedEntity: guarded(cp, getNamedEntity),
    updateNamedEntity: guarded(cp, updateNamedEntity),
    listNamedEntities: guarded(cp, listNamedEntities),
    getDescriptionEntity: guarded(cp, getDescriptionEntity),
    listDescriptionEntities: guarded(cp, listDescriptionEntities),
    getVersion: guarded(cp, getVersion),
  })
  router.service(DataProxyService, {
    createUploadLocation: guarded(cp, createUploadLocation),
    createDownloadLocation: guarded(cp, createDownloadLocation),
    createDownloadLink: guarded(cp, createDownloadLink),
    getData: guarded(cp, getData),
  })
  router.service(SignalService, {
    getOrCreateSignal: guarded(cp, getOrCreateSignal),
    listSignals: guarded(cp, listSignals),
    setSignal: guarded(cp, setSignal),
  })
  registerHealth(router)
  refuseService(router, IdentityService)
  refuseService(router, AuthMetadataService)
}

/** Answers as a flyteadmin with authentication off: it does not register these two at all, and clients depend on that (admin.md §14). */
function refuseService(router: ConnectRouter, service: DescService): void {
  const refuse: Interceptor = () => () => {
    throw new ConnectError(`unknown service ${service.typeName}`, Code.Unimplemented)
  }
  router.service(service, {}, { interceptors: [refuse] })
}
