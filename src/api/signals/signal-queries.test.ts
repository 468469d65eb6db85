import { create } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { LiteralSchema } from '../gen/flyteidl/core/literals_pb'
import { SimpleType } from '../gen/flyteidl/core/types_pb'
import { SignalService } from '../gen/flyteidl/service/signal_pb'
import { setSignalMutation, signalsQuery } from './signal-queries'

it('lists what gates wait for, and answers one', async () => {
  const execution = { project: 'p', domain: 'd', name: 'e' }
  const answer = create(LiteralSchema, {
    value: {
      case: 'scalar',
      value: { value: { case: 'primitive', value: { value: { case: 'boolean', value: true } } } },
    },
  })
  let value: typeof answer | undefined
  const transport = createRouterTransport(({ service }) => {
    service(SignalService, {
      listSignals: ({ workflowExecutionId }) => {
        expect(workflowExecutionId).toMatchObject(execution)
        return {
          signals: [
            {
              id: { signalId: 'ok', executionId: execution },
              type: { type: { case: 'simple', value: SimpleType.BOOLEAN } },
              ...(value ? { value } : {}),
            },
          ],
        }
      },
      setSignal: ({ id, value: given }) => {
        expect(id).toMatchObject({ signalId: 'ok', executionId: execution })
        value = given
        return {}
      },
    })
  })
  const client = new QueryClient()
  const [before] = await client.fetchQuery(signalsQuery(transport, execution, true))
  expect(before).toMatchObject({ id: 'ok', value: undefined })
  const mutation = client.getMutationCache().build(client, setSignalMutation(transport, execution))
  await mutation.execute({ signalId: 'ok', value: answer })
  const [after] = await client.fetchQuery(signalsQuery(transport, execution, true))
  expect(after?.value).toMatchObject({ value: { case: 'scalar' } })
})
