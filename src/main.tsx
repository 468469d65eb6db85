import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from './api/transport/create-query-client'
import { createTransport } from './api/transport/create-transport'
import { ApiContext } from './components/layout/api-context'
import { applyPreferences } from './components/layout/preferences'
import { renderRouterLink } from './components/layout/router-link'
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

function start(root: HTMLElement, config: RuntimeConfig): void {
  const api = { transport: createTransport(config.basePath), config }
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <ApiContext value={api}>
          <RenderLink value={renderRouterLink}>
            <RouterProvider router={createRouter(config)} />
          </RenderLink>
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
