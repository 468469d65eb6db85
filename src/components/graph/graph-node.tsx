import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import {
  Braces,
  ChevronDown,
  ChevronRight,
  FunctionSquare,
  GitFork,
  Hand,
  Layers,
  type LucideIcon,
  Rocket,
  Workflow,
} from 'lucide-react'
import { memo, use } from 'react'
import type { NodeKind } from '../../domain/execution-outline'
import type { DrawnNode } from '../../domain/graph/workflow-drawing'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { PhaseGlyph } from '../ui/phase-glyph'
import { GraphActions } from './graph-actions'
import type { GraphPhase } from './graph-phase'
import { nodeWords } from './node-words'
import styles from './graph-node.module.css'

export type FlowNode = Node<{
  readonly drawn: DrawnNode
  readonly phase: GraphPhase | undefined
  readonly selected: boolean
}>

const ICONS = {
  task: FunctionSquare,
  map: Layers,
  workflow: Workflow,
  plan: Rocket,
  branch: GitFork,
  gate: Hand,
  unknown: Braces,
} as const satisfies Record<NodeKind, LucideIcon>

/** A node of the graph: its border carries the phase; one that is expanded is a box around what is in it. */
export const GraphNode = memo(function GraphNode({ data: { drawn, phase, selected } }: NodeProps<FlowNode>) {
  const { onSelect, onToggle } = use(GraphActions)
  const { node, path, expandable, expanded } = drawn
  const words = nodeWords(node)
  const open = phase?.look.glyph === 'not-started' || phase?.look.glyph === 'skipped'
  const label = [node.name, words, node.condition === '' ? '' : `when ${node.condition}`, phase?.look.word ?? '']
    .filter((part) => part !== '')
    .join(', ')
  return (
    <>
      {node.condition === '' ? null : (
        <span className={styles.condition} data-cut="end">
          {node.condition}
        </span>
      )}
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles.handle ?? ''} />
      <div
        data-tone={phase?.look.tone}
        className={classNames(
          styles.node,
          expanded && styles.box,
          selected && styles.selected,
          phase !== undefined && styles.phased,
          open && styles.open,
        )}
      >
        <button
          type="button"
          className={classNames(styles.face, 'nodrag', 'nopan')}
          aria-label={label}
          aria-pressed={onSelect ? selected : undefined}
          data-tooltip={`${node.name}\n${words}${node.module === '' ? '' : `, ${node.module}`}`}
          onClick={() => (onSelect ? onSelect(path) : expandable ? onToggle(path, !expanded) : undefined)}
        >
          {phase ? (
            <PhaseGlyph glyph={phase.look.glyph} tone={phase.look.tone} />
          ) : (
            <Icon of={ICONS[node.kind]} size="sm" className={styles.icon} />
          )}
          <span className={styles.text}>
            <span className={styles.name}>{node.name}</span>
            {expanded ? null : <span className={styles.words}>{phase?.note ?? words}</span>}
          </span>
        </button>
        {expandable ? (
          <button
            type="button"
            className={classNames(styles.toggle, 'nodrag', 'nopan')}
            aria-expanded={expanded}
            aria-label={`${expanded ? 'Collapse' : 'Expand'} ${node.name}`}
            onClick={() => onToggle(path, !expanded)}
          >
            <Icon of={expanded ? ChevronDown : ChevronRight} size="xs" />
          </button>
        ) : null}
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles.handle ?? ''} />
    </>
  )
})
