import { type ExecutionView, panelTabs } from '../../components/execution/execution-view'

const tabs = ['nodes', 'graph', 'io', 'events', 'settings'] as const

/** Reads the query of an execution's page. Whatever it holds, there is a page: what is not understood takes its default. */
export function parseExecutionView(query: URLSearchParams): ExecutionView {
  const tab = query.get('tab')
  const panel = query.get('panel')
  return {
    // The bars are beside the nodes: `timeline` is how flyteconsole calls them.
    tab: tabs.find((one) => one === tab) ?? 'nodes',
    node: query.get('node') || undefined,
    attempt: wholeNumber(query.get('attempt'), 1),
    item: wholeNumber(query.get('item'), 0),
    panel: panelTabs.find((one) => one === panel) ?? 'summary',
    line: wholeNumber(query.get('line'), 1),
    find: query.get('find') ?? '',
  }
}

function wholeNumber(text: string | null, least: number): number | undefined {
  if (text === null || !/^\d{1,9}$/.test(text)) return undefined
  const number = Number(text)
  return number < least ? undefined : number
}

/** The inverse of {@link parseExecutionView}, without what is the default. */
export function serialiseExecutionView(view: ExecutionView): Readonly<Record<string, string | undefined>> {
  const { tab, node, attempt, item, panel, line, find } = view
  return {
    tab: tab === 'nodes' ? undefined : tab,
    find: find === '' ? undefined : find,
    node,
    attempt: node === undefined || attempt === undefined ? undefined : String(attempt),
    item: node === undefined || item === undefined ? undefined : String(item),
    panel: node === undefined || panel === 'summary' ? undefined : panel,
    line: node === undefined || panel !== 'logs' || line === undefined ? undefined : String(line),
  }
}
