import { NodeExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import {
  type ExecutionKey,
  executionText,
  forecastNodeId,
  hasNodeEnded,
  isBoundaryNode,
  type NodeExecution,
} from './execution-node'
import type { ClosureOutline, NodeKind, OutlineNode, WorkflowOutline } from './execution-outline'

/** The node executions below one parent, as far as they have been read. */
export interface NodeChildren {
  readonly nodes: readonly NodeExecution[]
  /** Whether all of them have been read. */
  readonly complete: boolean
  /** Why they could not be read; what was read before is kept. */
  readonly problem?: string | undefined
}

/** Everything known about one execution: the page's own, or one that a launch plan node started. */
export interface TreeScope {
  readonly execution: ExecutionKey
  readonly closure: ClosureOutline | undefined
  /** Whether the execution has ended: what has not begun by then never will. */
  readonly ended: boolean
  /** By the parent's unique node id; "" has the top level. */
  readonly children: ReadonlyMap<string, NodeChildren>
  /** What dynamic nodes made, by unique node id. */
  readonly dynamic: ReadonlyMap<string, ClosureOutline>
}

export interface TreeInput {
  readonly root: ExecutionKey
  /** By {@link executionText}. An execution that is not in it has not been read. */
  readonly scopes: ReadonlyMap<string, TreeScope>
  /** Keys of the rows that are unfolded. */
  readonly expanded: ReadonlySet<string>
}

interface Placed {
  /** Unique in the tree and the same before and after the node begins. */
  readonly key: string
  readonly depth: number
  readonly parentKey: string | undefined
  /** Place among its siblings from 1, and how many there are: what a screen reader says. */
  readonly position: number
  readonly siblings: number
}

export interface NodeRow extends Placed {
  readonly type: 'node'
  readonly execution: ExecutionKey
  /** The unique node id, or the one that it will have. */
  readonly nodeId: string
  readonly specId: string
  readonly name: string
  readonly module: string
  readonly kind: NodeKind | 'dynamic'
  readonly outline: OutlineNode | undefined
  /** Undefined for a node that has not begun. */
  readonly node: NodeExecution | undefined
  /** Whether it has not begun and never will. */
  readonly never: boolean
  readonly expandable: boolean
  readonly expanded: boolean
  /** For a branch whose choice is known: the name of the node that it chose. */
  readonly taken: string | undefined
  /** For a child of a parent that was tried more than once: the attempt, from 1. */
  readonly parentAttempt: number | undefined
}

/** Stands where rows are missing: still being read, unreadable, or none. */
export interface NoteRow extends Placed {
  readonly type: 'note'
  readonly note: 'loading' | 'problem' | 'none' | 'repeats'
  readonly text: string
  /** What has to be read again after a problem. */
  readonly execution: ExecutionKey
  readonly parentId: string
}

export type TreeRow = NodeRow | NoteRow

/** A level of the tree that is being walked. */
interface Level {
  readonly scope: TreeScope
  readonly parentId: string
  readonly parentKey: string | undefined
  readonly depth: number
  readonly outline: WorkflowOutline | undefined
  /** Where sub-workflows of this level are looked up. */
  readonly closure: ClosureOutline | undefined
  readonly members: readonly Member[]
  /** Ids, in the workflow, of the members that have begun. */
  readonly present: ReadonlySet<string>
  /** The parent's latest attempt, as its children name it. */
  readonly attempt: string
  /** Whether nothing will begin here any more. */
  readonly over: boolean
  next: number
}

interface Member {
  readonly outline: OutlineNode | undefined
  readonly node: NodeExecution | undefined
  readonly retried: boolean
}

/** Deeper than any run of work; what is below is a loop or hostile. */
const deepest = 64

/**
 * The rows of the tree in the order in which they are shown: one flat list, whatever the nesting.
 *
 * A level holds what has begun, by the time it began, then what has not, in the workflow's own order. Time and memory are
 * linear in the rows and in the nodes of the unfolded levels; nothing is recursive, and an execution that would contain
 * itself is cut with a note.
 */
export function executionTree(input: TreeInput): readonly TreeRow[] {
  const rows: TreeRow[] = []
  const root = input.scopes.get(executionText(input.root))
  if (root === undefined) return rows
  const top = levelOf({
    scope: root,
    parentId: '',
    parentKey: undefined,
    depth: 0,
    outline: root.closure?.primary,
    closure: root.closure,
    begun: true,
    over: root.ended,
  })
  const levels: Level[] = [top]
  const shown = new Set([executionText(input.root)])
  noteLevel(rows, top)
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const member = level.members[level.next]
    if (member === undefined) {
      levels.pop()
      continue
    }
    level.next++
    const row = nodeRow(level, member, input.expanded)
    rows.push(row)
    if (!row.expanded) continue
    const below = levelBelow(input, level, row, shown)
    if (typeof below === 'string') {
      rows.push(note(row.key, row.depth + 1, below, row.execution, row.nodeId))
      continue
    }
    noteLevel(rows, below)
    levels.push(below)
  }
  return rows
}

function noteLevel(rows: TreeRow[], level: Level): void {
  const read = level.scope.children.get(level.parentId)
  const put = (kind: NoteRow['note'], text = '') =>
    rows.push({ ...note(level.parentKey ?? '', level.depth, kind, level.scope.execution, level.parentId), text })
  if (read?.problem !== undefined) put('problem', read.problem)
  else if (level.members.length > 0) return
  else if (read?.complete === true) put('none')
  else put('loading')
}

function note(
  parentKey: string,
  depth: number,
  kind: NoteRow['note'],
  execution: ExecutionKey,
  parentId: string,
): NoteRow {
  return {
    type: 'note',
    key: `${parentKey}!${kind}`,
    depth,
    parentKey: parentKey === '' ? undefined : parentKey,
    position: 1,
    siblings: 1,
    note: kind,
    text: '',
    execution,
    parentId,
  }
}

/** The key of a node's row, as the URL has it: the unique node id, below its execution's name when that is a child. */
export function rowKey(root: ExecutionKey, execution: ExecutionKey, nodeId: string): string {
  return executionText(root) === executionText(execution) ? nodeId : `${executionText(execution)}/${nodeId}`
}

/** The inverse of {@link rowKey}. */
export function readRowKey(
  root: ExecutionKey,
  key: string,
): { readonly execution: ExecutionKey; readonly nodeId: string } {
  const [project, domain, name, nodeId] = key.split('/')
  if (project === undefined || domain === undefined || name === undefined || nodeId === undefined)
    return { execution: root, nodeId: key }
  return { execution: { project, domain, name }, nodeId }
}

interface LevelSource {
  readonly scope: TreeScope
  readonly parentId: string
  readonly parentKey: string | undefined
  readonly depth: number
  readonly outline: WorkflowOutline | undefined
  readonly closure: ClosureOutline | undefined
  /** Whether the parent has begun, so that there are children to be read. */
  readonly begun: boolean
  readonly over: boolean
  /** Below a branch: its nodes, and what of the branch's own level has begun. */
  readonly cases?: readonly OutlineNode[]
  readonly beside?: ReadonlySet<string>
}

function levelOf(source: LevelSource): Level {
  const { scope, parentId, outline, cases, beside } = source
  const read = scope.children.get(parentId)
  const begun = (read?.nodes ?? []).filter((node) => !isBoundaryNode(node))
  const planned = cases === undefined ? outline?.nodes : new Map(cases.map((node) => [node.id, node]))
  const lookUp = (id: string) => planned?.get(id) ?? outline?.nodes.get(id) ?? outline?.inBranches.get(id)
  const last = begun.reduce((highest, node) => Math.max(highest, attemptNumber(node.retryGroup)), 0)
  const present = new Set<string>()
  const members: Member[] = []
  for (const node of begun) {
    if (attemptNumber(node.retryGroup) === last) present.add(node.specId)
    members.push({ node, outline: lookUp(node.specId), retried: last > 0 })
  }
  members.sort(byBeginning)
  // While children are being read, one that is missing may still come: only what is known not to have begun is said to be so.
  if (planned !== undefined && (read?.complete === true || !source.begun)) {
    for (const node of planned.values()) {
      if (present.has(node.id) || node.onFailure || beside?.has(node.id) === true) continue
      members.push({ node: undefined, outline: node, retried: false })
    }
  }
  return {
    scope,
    parentId,
    parentKey: source.parentKey,
    depth: source.depth,
    outline,
    closure: source.closure,
    members,
    present,
    attempt: String(last),
    over: source.over,
    next: 0,
  }
}

function byBeginning(a: Member, b: Member): number {
  const time =
    (a.node?.createdAt ?? a.node?.startedAt ?? Infinity) - (b.node?.createdAt ?? b.node?.startedAt ?? Infinity)
  if (time !== 0 && !Number.isNaN(time)) return time
  const rank = (a.outline?.rank ?? Infinity) - (b.outline?.rank ?? Infinity)
  if (rank !== 0 && !Number.isNaN(rank)) return rank
  return (a.node?.nodeId ?? '') < (b.node?.nodeId ?? '') ? -1 : 1
}

function attemptNumber(group: string): number {
  const number = Number.parseInt(group, 10)
  return Number.isNaN(number) || number < 0 ? 0 : number
}

function nodeRow(level: Level, member: Member, expandedKeys: ReadonlySet<string>): NodeRow {
  const { scope } = level
  const { node, outline } = member
  const specId = node?.specId ?? outline?.id ?? ''
  const nodeId =
    node?.nodeId ?? (level.parentId === '' ? specId : forecastNodeId(level.parentId, level.attempt, specId))
  const key = keyPrefix(level) + nodeId
  const kind = kindOf(node, outline)
  const expandable = isExpandable(kind, node, outline)
  return {
    type: 'node',
    key,
    depth: level.depth,
    parentKey: level.parentKey,
    position: level.next,
    siblings: level.members.length,
    execution: scope.execution,
    nodeId,
    specId,
    name: outline?.name ?? specId,
    module: outline?.module ?? '',
    kind,
    outline,
    node,
    never: node === undefined && level.over,
    expandable,
    expanded: expandable && expandedKeys.has(key),
    taken: kind === 'branch' && node !== undefined ? takenCase(scope, nodeId, outline) : undefined,
    parentAttempt: member.retried && node !== undefined ? attemptNumber(node.retryGroup) + 1 : undefined,
  }
}

/** Rows of a child execution carry its name, so that two children with a node n0 each do not meet. */
function keyPrefix(level: Level): string {
  if (level.parentKey === undefined) return ''
  if (level.parentId === '') return `${executionText(level.scope.execution)}/`
  return level.parentKey.slice(0, level.parentKey.lastIndexOf('/') + 1)
}

function kindOf(node: NodeExecution | undefined, outline: OutlineNode | undefined): NodeRow['kind'] {
  if (node?.isArray === true) return 'map'
  if (node?.isDynamic === true || node?.phase === NodeExecution_Phase.DYNAMIC_RUNNING) return 'dynamic'
  if (outline !== undefined && outline.kind !== 'unknown') return outline.kind
  if (node?.child !== undefined) return 'plan'
  if (node?.isParent === true) return 'workflow'
  return node === undefined ? 'unknown' : 'task'
}

function isExpandable(
  kind: NodeRow['kind'],
  node: NodeExecution | undefined,
  outline: OutlineNode | undefined,
): boolean {
  if (kind === 'plan') return node?.child !== undefined
  if (kind === 'workflow') return true
  if (kind === 'branch') return node?.phase !== NodeExecution_Phase.SKIPPED && (outline?.cases.length ?? 1) > 0
  // An array node's items are in its task execution; flyteadmin has them as children only with arrayNode.eventVersion 1.
  if (kind === 'map') return node?.isParent === true
  return node?.isParent === true || kind === 'dynamic'
}

function takenCase(scope: TreeScope, nodeId: string, outline: OutlineNode | undefined): string | undefined {
  const taken = scope.children.get(nodeId)?.nodes.find((child) => child.phase !== NodeExecution_Phase.SKIPPED)
  if (taken === undefined) return undefined
  return outline?.cases.find((one) => one.id === taken.specId)?.name ?? taken.specId
}

/** The level below an unfolded row, or what to say instead. Notes child executions in `shown`: each is shown once. */
function levelBelow(input: TreeInput, level: Level, row: NodeRow, shown: Set<string>): Level | NoteRow['note'] {
  if (row.depth >= deepest) return 'repeats'
  const child = row.node?.child
  if (child !== undefined) return childLevel(input, row, child, shown)
  const { scope, closure } = level
  const { outline, node } = row
  const base = {
    scope,
    parentId: row.nodeId,
    parentKey: row.key,
    depth: row.depth + 1,
    begun: node !== undefined,
    over: row.never || scope.ended || (node !== undefined && hasNodeEnded(node.phase)),
  }
  const made = scope.dynamic.get(row.nodeId)
  if (made !== undefined) return levelOf({ ...base, outline: made.primary, closure: made })
  if (outline?.kind === 'branch')
    return levelOf({ ...base, outline: level.outline, closure, cases: outline.cases, beside: level.present })
  const sub = outline?.kind === 'workflow' && outline.target ? closure?.subWorkflow(outline.target) : undefined
  return levelOf({ ...base, outline: sub, closure })
}

function childLevel(input: TreeInput, row: NodeRow, child: ExecutionKey, shown: Set<string>): Level | NoteRow['note'] {
  const text = executionText(child)
  const scope = input.scopes.get(text)
  if (shown.has(text)) return 'repeats'
  if (scope === undefined) return 'loading'
  shown.add(text)
  return levelOf({
    scope,
    parentId: '',
    parentKey: row.key,
    depth: row.depth + 1,
    outline: scope.closure?.primary,
    closure: scope.closure,
    begun: true,
    over: scope.ended,
  })
}
