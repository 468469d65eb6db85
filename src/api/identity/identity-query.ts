import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { IdentityService } from '../gen/flyteidl/service/identity_pb'

/** Who the calls are made as. */
export interface Identity {
  /** The most readable of what Flyte tells; undefined where nobody signs in. */
  readonly name: string | undefined
  readonly email: string
  readonly subject: string
}

/** A flyteadmin without sign-in answers too, with nothing in it. */
export function identityQuery(transport: Transport) {
  return queryOptions({
    queryKey: ['identity'],
    queryFn: async ({ signal }): Promise<Identity> => {
      const { name, preferredUsername, email, subject } = await createClient(IdentityService, transport).userInfo(
        {},
        { signal },
      )
      return { name: [name, preferredUsername, email, subject].find((one) => one !== ''), email, subject }
    },
    staleTime: Infinity,
    retry: false,
  })
}
