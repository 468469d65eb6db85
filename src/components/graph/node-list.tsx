import { useMemo } from 'react'
import type { ClosureOutline, OutlineNode } from '../../domain/execution-outline'
import { nodesInOrder } from '../../domain/graph/workflow-drawing'
import { PhaseLabel } from '../phase/phase-label'
import type { GraphPhase } from './graph-phase'
import { nodeWords } from './node-words'
import styles from './node-list.module.css'

export interface NodeListProps {
  readonly outline: ClosureOutline
  readonly phases: ReadonlyMap<string, GraphPhase> | undefined
  readonly selected: string | undefined
  readonly onSelect: ((path: string) => void) | undefined
}

/** The graph in words: every node after those it waits for, with what it waits for. */
export function NodeList({ outline, phases, selected, onSelect }: NodeListProps) {
  const nodes = useMemo(() => nodesInOrder(outline), [outline])
  const names = useMemo(() => new Map(nodes.map((node) => [node.id, node.name])), [nodes])
  const item = (node: OutlineNode, path: string) => {
    const phase = phases?.get(path)
    const after = node.upstream.map((id) => names.get(id) ?? id)
    return (
      <li key={path} className={styles.item}>
        <span className={styles.line}>
          {onSelect ? (
            <button
              type="button"
              className={styles.name}
              aria-pressed={path === selected}
              onClick={() => onSelect(path)}
            >
              {node.name}
            </button>
          ) : (
            <span className="medium">{node.name}</span>
          )}
          <span className="small faint">
            {nodeWords(node)}
            {node.condition === '' ? '' : `, when ${node.condition}`}
            {after.length === 0 ? '' : `, after ${after.join(', ')}`}
          </span>
          {phase ? <PhaseLabel look={phase.look} /> : null}
        </span>
        {node.cases.length === 0 ? null : <ol>{node.cases.map((child) => item(child, `${path}/${child.id}`))}</ol>}
      </li>
    )
  }
  return (
    <div className={styles.list}>
      <ol>{nodes.map((node) => item(node, node.id))}</ol>
    </div>
  )
}
