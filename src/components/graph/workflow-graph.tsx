import { type Edge, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { List, Maximize, Minus, Plus, UnfoldHorizontal, Workflow } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ClosureOutline, OutlineNode } from '../../domain/execution-outline'
import type { WorkflowDrawing } from '../../domain/graph/workflow-drawing'
import { IconButton } from '../ui/icon-button'
import { Skeleton } from '../ui/skeleton'
import { GraphActions } from './graph-actions'
import { type FlowNode, GraphNode } from './graph-node'
import type { GraphPhase } from './graph-phase'
import { NodeList } from './node-list'
import { useDrawing } from './use-drawing'
import styles from './workflow-graph.module.css'

export interface WorkflowGraphProps {
  readonly outline: ClosureOutline
  /** What is known of the run, by path (node ids from the top joined with `/`). Left out for a workflow that is not running. */
  readonly phases?: ReadonlyMap<string, GraphPhase> | undefined
  /** False while not all phases are known; the graph then does not say that it is ready. */
  readonly complete?: boolean
  readonly selected?: string | undefined
  readonly onSelect?: ((path: string) => void) | undefined
}

/** A workflow as a picture, left to right, with its sub-workflows and branches opened in place; and as a list. */
export default function WorkflowGraph(props: WorkflowGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  )
}

const nodeTypes = { box: GraphNode }
/** Beyond that the whole picture is never fitted in: its names could not be read. */
const FITS_WHOLE = 300
const MINI_MAP_FROM = 25

function Graph({ outline, phases, complete = true, selected, onSelect }: WorkflowGraphProps) {
  const [asList, setAsList] = useState(false)
  const { isExpanded, toggle, toggleAll } = useExpansion(outline)
  const drawing = useDrawing(outline, isExpanded)
  const { nodes, edges } = useMemo(
    () => (drawing ? flowOf(drawing, phases, selected) : { nodes: [], edges: [] }),
    [drawing, phases, selected],
  )
  const keepInPlace = useKeptPlace(drawing)
  const actions = useMemo(
    () => ({
      onSelect,
      onToggle: (path: string, expanded: boolean) => {
        keepInPlace(path)
        toggle(path, expanded)
      },
    }),
    [onSelect, toggle, keepInPlace],
  )
  const painted = usePainted(drawing !== undefined)
  const ready = painted && complete
  const count = drawing?.nodes.length ?? 0
  const fit = useMemo(() => ({ padding: 0.08, maxZoom: 1, minZoom: count > FITS_WHOLE ? 0.4 : 0.1 }), [count])
  return (
    <div className={styles.graph} {...(ready ? { 'data-testid': 'graph-ready' } : {})}>
      {asList ? (
        <NodeList outline={outline} phases={phases} selected={selected} onSelect={onSelect} />
      ) : drawing === undefined ? (
        <div className={styles.waiting} aria-busy="true">
          <Skeleton width={160} height={44} />
          <Skeleton width={160} height={44} />
          <Skeleton width={160} height={44} />
        </div>
      ) : (
        <GraphActions value={actions}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            fitView
            fitViewOptions={fit}
            minZoom={0.1}
            maxZoom={1.5}
            onlyRenderVisibleElements
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            proOptions={{ hideAttribution: true }}
            aria-label="Graph of the workflow"
          >
            {count >= MINI_MAP_FROM ? (
              <MiniMap
                pannable
                zoomable
                className={styles.map ?? ''}
                nodeColor={miniMapColour}
                nodeBorderRadius={8}
                ariaLabel="Overview of the graph"
              />
            ) : null}
          </ReactFlow>
        </GraphActions>
      )}
      <Toolbar asList={asList} onList={setAsList} onExpandAll={toggleAll} fit={fit} />
    </div>
  )
}

interface ToolbarProps {
  readonly asList: boolean
  readonly onList: (asList: boolean) => void
  readonly onExpandAll: () => void
  readonly fit: { readonly padding: number; readonly maxZoom: number; readonly minZoom: number }
}

function Toolbar({ asList, onList, onExpandAll, fit }: ToolbarProps) {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <div className={styles.tools} role="toolbar" aria-label="Graph">
      {asList ? null : (
        <>
          <IconButton label="Zoom in" icon={Plus} size="sm" onClick={() => void zoomIn()} />
          <IconButton label="Zoom out" icon={Minus} size="sm" onClick={() => void zoomOut()} />
          <IconButton label="Fit in" icon={Maximize} size="sm" onClick={() => void fitView(fit)} />
          <IconButton label="Expand or collapse all" icon={UnfoldHorizontal} size="sm" onClick={onExpandAll} />
        </>
      )}
      <IconButton
        label={asList ? 'Show as a picture' : 'Show as a list'}
        icon={asList ? Workflow : List}
        size="sm"
        onClick={() => onList(!asList)}
      />
    </div>
  )
}

/** Which nodes show their inside. Branches do from the start: what they choose between is what one looks for. */
function useExpansion(outline: ClosureOutline) {
  const [all, setAll] = useState<boolean | undefined>()
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isExpanded = useCallback(
    (path: string, node: OutlineNode) => changed.get(path) ?? all ?? node.kind === 'branch',
    [changed, all],
  )
  const toggle = useCallback(
    (path: string, expanded: boolean) => setChanged((before) => new Map(before).set(path, expanded)),
    [],
  )
  const closed = all === undefined || !all
  const toggleAll = () => {
    setChanged(new Map())
    // With nothing but branches, "all" is what is open already.
    setAll(closed && hasSubWorkflows(outline) ? true : all === undefined ? false : !all)
  }
  return { isExpanded, toggle, toggleAll }
}

function hasSubWorkflows({ primary }: ClosureOutline): boolean {
  return [...primary.nodes.values(), ...primary.inBranches.values()].some(({ kind }) => kind === 'workflow')
}

function flowOf(
  drawing: WorkflowDrawing,
  phases: ReadonlyMap<string, GraphPhase> | undefined,
  selected: string | undefined,
): { readonly nodes: FlowNode[]; readonly edges: Edge[] } {
  const nodes = drawing.nodes.map((drawn): FlowNode => {
    const { path, parent, x, y, width, height } = drawn
    return {
      id: path,
      type: 'box',
      position: { x, y },
      ...(parent === undefined ? {} : { parentId: parent }),
      width,
      height,
      measured: { width, height },
      data: { drawn, phase: phases?.get(path), selected: path === selected },
    }
  })
  const edges = drawing.edges.map(({ id, from, to }): Edge => {
    const reached = phases?.get(to)?.look.glyph
    const idle = phases !== undefined && (reached === undefined || reached === 'not-started' || reached === 'skipped')
    return { id, source: from, target: to, ...(idle ? { className: styles.idle ?? '' } : {}) }
  })
  return { nodes, edges }
}

function miniMapColour(node: FlowNode): string {
  if (node.data.drawn.expanded) return 'var(--border-faint)'
  const tone = node.data.phase?.look.tone
  return tone === undefined ? 'var(--border-strong)' : `var(--${tone}-solid)`
}

/** Where the node that is toggled was on the screen: it stays there while the rest makes room. */
function useKeptPlace(drawing: WorkflowDrawing | undefined) {
  const { getViewport, setViewport } = useReactFlow()
  const kept = useRef<{ readonly path: string; readonly drawing: WorkflowDrawing } | undefined>(undefined)
  // The viewport is React Flow's.
  useEffect(() => {
    const before = kept.current
    if (!before || !drawing || before.drawing === drawing) return
    kept.current = undefined
    const from = cornerOf(before.drawing, before.path)
    const to = cornerOf(drawing, before.path)
    if (!from || !to) return
    const { x, y, zoom } = getViewport()
    void setViewport({ x: x + (from.x - to.x) * zoom, y: y + (from.y - to.y) * zoom, zoom })
  }, [drawing, getViewport, setViewport])
  return useCallback(
    (path: string) => {
      if (drawing) kept.current = { path, drawing }
    },
    [drawing],
  )
}

function cornerOf({ nodes }: WorkflowDrawing, path: string): { readonly x: number; readonly y: number } | undefined {
  const byPath = new Map(nodes.map((node) => [node.path, node]))
  let node = byPath.get(path)
  if (!node) return undefined
  let { x, y } = node
  while (node?.parent !== undefined) {
    node = byPath.get(node.parent)
    x += node?.x ?? 0
    y += node?.y ?? 0
  }
  return { x, y }
}

/** Whether what is laid out has been on the screen for a frame. */
function usePainted(laidOut: boolean): boolean {
  const [painted, setPainted] = useState(false)
  // Frames are the browser's.
  useEffect(() => {
    if (!laidOut) return
    let second = 0
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => setPainted(true))
    })
    return () => {
      cancelAnimationFrame(first)
      cancelAnimationFrame(second)
    }
  }, [laidOut])
  return painted
}
