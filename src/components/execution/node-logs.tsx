import { hasAttemptEnded, hasAttemptFailed, liveLogs } from '../../domain/execution-attempt'
import { mapItems } from '../../domain/execution-map'
import { LogViewer } from '../logs/log-viewer'
import { EmptyState } from '../ui/empty-state'
import { AttemptLog } from './attempt-log'
import { AttemptPicker } from './attempt-picker'
import type { ExecutionView, LinkTo } from './execution-view'
import type { PanelNode } from './panel-node'
import styles from './node-panel.module.css'

export interface NodeLogsProps {
  readonly shown: PanelNode
  readonly view: ExecutionView
  readonly linkTo: LinkTo
}

/** The logs of an attempt, or of the last attempt of a map task's item. */
export function NodeLogs({ shown: { attempts, attempt }, view, linkTo }: NodeLogsProps) {
  const item = view.item === undefined ? undefined : mapItems(attempts).find(({ index }) => index === view.item)
  const source = view.item === undefined ? attempt : item?.attempts.at(-1)
  const failed = source !== undefined && hasAttemptFailed(source.phase)
  const live = source !== undefined && !hasAttemptEnded(source.phase) && !failed
  const logs = source === undefined ? [] : liveLogs(source)
  return (
    <div className={styles.logs}>
      {view.item === undefined ? <AttemptPicker attempts={attempts} chosen={attempt} linkTo={linkTo} /> : null}
      {logs.length === 0 ? (
        <EmptyState compact title="No logs">
          {source === undefined ? 'Nothing has run here.' : 'Flyte has no link to a log of this attempt.'}
        </EmptyState>
      ) : (
        logs.map((log) => (
          <AttemptLog key={log.uri} log={log}>
            {(path) => (
              <LogViewer
                key={path}
                path={path}
                label={log.name}
                live={live}
                fromEnd={failed}
                linked={view.line}
                hrefOf={(line) => linkTo({ line })}
              />
            )}
          </AttemptLog>
        ))
      )}
    </div>
  )
}
