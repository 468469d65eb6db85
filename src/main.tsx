import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { ConnectionWatch } from './api/transport/connection-watch'
import { createQueryClient } from './api/transport/create-query-client'
import { createTransport } from './api/transport/create-transport'
import { ServerClock } from './api/transport/server-clock'
import { askVersion } from './api/version/version-queries'
import { ApiContext } from './components/layout/api-context'
import { ConnectionContext } from './components/layout/connection-context'
import { applyPreferences } from './components/layout/preferences'
import { renderRouterLink } from './components/layout/router-link'
import { followClock } from './components/time/use-now'
import { RenderLink } from './components/ui/link'
import { parseRuntimeConfig, type RuntimeConfig } from './config/runtime'
import { createRouter } from './router'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

/** Says why the page cannot start, without any part of it. */
function showStartError(root: HTMLElement, error: unknown): void {
  const text = document.createElement('p')
  text.setAttribute('role', 'alert')
  text.textContent = `Contrail cannot start: ${error instanceof Error ? error.message : String(error)} Reload the page; if that does not help, whoever runs this server has to look at it.`
  root.replaceChildren(text)
}

/** Once the server answers again, what is on the page is read anew. */
function readAgainOnReturn(watch: ConnectionWatch, queries: QueryClient): void {
  let before = watch.snapshot().kind
  watch.subscribe(() => {
    const { kind } = watch.snapshot()
    if (kind === 'well' && before === 'lost') void queries.invalidateQueries()
    before = kind
  })
}

function start(root: HTMLElement, config: RuntimeConfig): void {
  const clock = new ServerClock()
  const watch = new ConnectionWatch(() => document.hidden)
  const transport = createTransport(config.basePath, { clock, watch })
  const queries = createQueryClient()
  watch.tryWith(() => askVersion(transport))
  readAgainOnReturn(watch, queries)
  followClock(() => clock.offset)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ApiContext value={{ transport, config }}>
          <ConnectionContext value={watch}>
            <RenderLink value={renderRouterLink}>
              <RouterProvider router={createRouter(config)} />
            </RenderLink>
          </ConnectionContext>
        </ApiContext>
      </QueryClientProvider>
    </StrictMode>,
  )
}

applyPreferences()
const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')
try {
  start(root, parseRuntimeConfig(document.getElementById('contrail-config')?.textContent))
} catch (error) {
  showStartError(root, error)
  throw error
}
