import { createClient, type Transport } from '@connectrpc/connect'
import { type ApiError, toApiError } from '../errors'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** One step of a connection test. */
export interface ConnectionTestStep {
  readonly name: string
  readonly milliseconds: number
  readonly error: ApiError | undefined
}

/** Asks the control plane what every page needs, one thing after another, and stops at the first that fails. */
export async function testConnection(transport: Transport): Promise<readonly ConnectionTestStep[]> {
  const admin = createClient(AdminService, transport)
  const steps: readonly (readonly [name: string, call: () => Promise<unknown>])[] = [
    ['Reach the control plane and ask its version', () => admin.getVersion({})],
    ['List the projects', () => admin.listProjects({ limit: 1 })],
    ['List the domains', () => admin.getDomains({})],
  ]
  const done: ConnectionTestStep[] = []
  for (const [name, call] of steps) {
    const began = performance.now()
    let error: ApiError | undefined
    try {
      await call()
    } catch (thrown) {
      error = toApiError(thrown)
    }
    done.push({ name, milliseconds: performance.now() - began, error })
    if (error) break
  }
  return done
}
