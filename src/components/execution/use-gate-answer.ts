import { useMutation } from '@tanstack/react-query'
import { toApiError } from '../../api/errors'
import { setSignalMutation, type SignalAnswer } from '../../api/signals/signal-queries'
import type { ExecutionKey } from '../../domain/execution-node'
import { useApi } from '../layout/api-context'
import { showToast } from '../layout/toast-store'

/**
 * Answers a gate and says what came of it. The control that asks may have gone by then: the execution is polled meanwhile, and
 * a gate that has passed asks nothing any more.
 */
export function useGateAnswer(execution: ExecutionKey) {
  const { transport } = useApi()
  const signal = useMutation(setSignalMutation(transport, execution))
  return {
    busy: signal.isPending,
    problem: signal.error === null ? undefined : toApiError(signal.error).detail,
    /**
     * @param done what to say when it is done: "Approved notes."
     * @param onRefused told why it was not, where `problem` is not shown
     */
    answer: (answer: SignalAnswer, done: string, onRefused?: (why: string) => void) => {
      signal.mutateAsync(answer).then(
        () => showToast({ tone: 'ok', text: done }),
        (error: unknown) => onRefused?.(toApiError(error).detail),
      )
    },
  }
}
