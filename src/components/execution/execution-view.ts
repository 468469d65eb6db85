export const panelTabs = ['summary', 'logs', 'inputs', 'outputs', 'deck', 'task'] as const
export type PanelTab = (typeof panelTabs)[number]

/** What of an execution's page is shown: its URL's query. */
export interface ExecutionView {
  readonly tab: 'nodes' | 'graph' | 'io' | 'events' | 'settings'
  /** Key of the selected row, as `domain/execution-tree` makes it. */
  readonly node: string | undefined
  /** From 1; undefined for the last one. */
  readonly attempt: number | undefined
  /** Index of an item of a map task. */
  readonly item: number | undefined
  readonly panel: PanelTab
  /** What is sought among the nodes; "" for nothing. */
  readonly find: string
  /** Line of a log, from 1. */
  readonly line: number | undefined
}

/** The address of the page as it is, but for what is given. */
export type LinkTo = (change: Partial<ExecutionView>) => string
