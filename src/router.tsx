import type { ComponentType } from 'react'
import { createBrowserRouter, type LoaderFunctionArgs, redirect, type RouteObject } from 'react-router'
import { AppShell } from './components/layout/app-shell'
import { PageError } from './components/layout/page-error'
import { readPreferences } from './components/layout/preferences'
import type { RuntimeConfig } from './config/runtime'
import { currentSpelling, paths, SCOPE_ROUTE, SCOPED_ROUTES } from './config/paths'

type PageModule = Promise<{ readonly default: ComponentType }>

function page(path: string, load: () => PageModule): RouteObject {
  return {
    path,
    lazy: async () => ({ Component: (await load()).default }),
    ErrorBoundary: PageError,
  }
}

/** Every page below the base path. Each is loaded when it is first opened. */
export function createRouter(config: RuntimeConfig) {
  const scoped: readonly RouteObject[] = [
    page(SCOPED_ROUTES.home, () => import('./pages/home/home-page')),
    page(SCOPED_ROUTES.executions, () => import('./pages/executions/executions-page')),
    page(SCOPED_ROUTES.execution, () => import('./pages/execution/execution-page')),
    page(SCOPED_ROUTES.workflows, () => import('./pages/workflows/workflows-page')),
    page(SCOPED_ROUTES.workflow, () => import('./pages/workflow/workflow-page')),
    page(SCOPED_ROUTES.workflowVersion, () => import('./pages/workflow-version/workflow-version-page')),
    page(SCOPED_ROUTES.tasks, () => import('./pages/tasks/tasks-page')),
    page(SCOPED_ROUTES.task, () => import('./pages/task/task-page')),
    page(SCOPED_ROUTES.taskVersion, () => import('./pages/task-version/task-version-page')),
    page(SCOPED_ROUTES.launchPlans, () => import('./pages/launch-plans/launch-plans-page')),
    page(SCOPED_ROUTES.launchPlan, () => import('./pages/launch-plan/launch-plan-page')),
    page(SCOPED_ROUTES.launchPlanVersion, () => import('./pages/launch-plan-version/launch-plan-version-page')),
    page(SCOPED_ROUTES.launch, () => import('./pages/launch/launch-page')),
    page(SCOPED_ROUTES.register, () => import('./pages/register/register-page')),
  ]

  /** Where somebody was last, else where the server says. */
  const start = () => {
    const scope = readPreferences().lastScope ?? { project: config.defaultProject, domain: config.defaultDomain }
    return redirect(paths.executions(scope))
  }

  /** flyteconsole's older spellings lead on; what is none of them is not found. */
  const oldSpelling = ({ request }: LoaderFunctionArgs) => {
    const url = new URL(request.url)
    const current = currentSpelling(url.pathname.slice(config.basePath.length), url.search)
    return current === undefined ? null : redirect(current)
  }

  return createBrowserRouter(
    [
      {
        Component: AppShell,
        ErrorBoundary: PageError,
        // The first page's code comes within moments; a flash of something else would only disturb.
        HydrateFallback: () => null,
        children: [
          { index: true, loader: start, element: null },
          page('projects', () => import('./pages/projects/projects-page')),
          { path: SCOPE_ROUTE, children: [...scoped] },
          page('connection', () => import('./pages/connection/connection-page')),
          page('kit', () => import('./pages/kit/kit-page')),
          {
            path: '*',
            loader: oldSpelling,
            lazy: async () => ({ Component: (await import('./pages/not-found/not-found-page')).default }),
            ErrorBoundary: PageError,
          },
        ],
      },
    ],
    { basename: config.basePath === '' ? '/' : config.basePath },
  )
}
