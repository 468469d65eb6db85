import { ChevronDown, ChevronRight, Maximize2 } from 'lucide-react'
import { type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { opensByItself, type ValueRow, valueRows } from '../../domain/literals/value-rows'
import { type BranchNode, beginningTokens, sizeWords, type ValueNode } from '../../domain/literals/value-tree'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { IconButton } from '../ui/icon-button'
import { MiddleTruncate } from '../ui/middle-truncate'
import { useVirtualRows } from '../ui/use-virtual-rows'
import { ShowValue } from './show-value'
import { ValueTokens } from './value-tokens'
import { VariantPick } from './variant-pick'
import styles from './value-tree-view.module.css'

export interface ValueTreeViewProps {
  readonly root: BranchNode
  readonly name: string
}

/** Pixels, as in the style sheet. */
const ROW = 24
/** Longer trees scroll in a place of their own, and draw only what is in sight. */
const FEW_ROWS = 40

/** A struct, a list or a map, opened part by part; of any size. */
export function ValueTreeView({ root, name }: ValueTreeViewProps) {
  const [rootOpen, setRootOpen] = useState(true)
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const show = use(ShowValue)
  const rows = useMemo(
    () => valueRows(root, (path, branch, depth) => toggled.has(path) !== opensByItself(branch, depth)),
    [root, toggled],
  )
  const toggle = (path: string) => {
    const next = new Set(toggled)
    if (!next.delete(path)) next.add(path)
    setToggled(next)
  }
  const row = (one: ValueRow) => (
    <Row
      row={one}
      onToggle={() => toggle(one.path)}
      onShow={
        show &&
        ((node) => show(node, one.child.labelKind === 'index' ? `${name}[${one.child.label}]` : one.child.label))
      }
    />
  )
  return (
    <div className={styles.tree}>
      <div className={styles.row}>
        <Toggle open={rootOpen} label={name} onToggle={() => setRootOpen(!rootOpen)} />
        {root.title === '' ? null : <span className={styles.title}>{root.title}</span>}
        <span className={styles.note}>{sizeWords(root)}</span>
      </div>
      {rootOpen ? (
        rows.length > FEW_ROWS ? (
          <ManyRows rows={rows} label={name} row={row} />
        ) : (
          <ul className={styles.rows} aria-label={name}>
            {rows.map((one) => (
              <li key={one.path}>{row(one)}</li>
            ))}
          </ul>
        )
      ) : null}
    </div>
  )
}

interface ManyRowsProps {
  readonly rows: readonly ValueRow[]
  readonly label: string
  readonly row: (row: ValueRow) => ReactNode
}

function ManyRows({ rows, label, row }: ManyRowsProps) {
  const keyOf = useCallback((index: number) => rows[index]?.path ?? String(index), [rows])
  const heightOf = useCallback(() => ROW, [])
  const { ref, items, totalHeight, before } = useVirtualRows({ count: rows.length, keyOf, heightOf })
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <div ref={ref} role="list" style={{ height: totalHeight }}>
        <div style={{ transform: `translateY(${before}px)` }}>
          {items.map(({ key, index }) => {
            const one = rows[index]
            return one ? (
              <div key={key} role="listitem" aria-setsize={rows.length} aria-posinset={index + 1}>
                {row(one)}
              </div>
            ) : null
          })}
        </div>
      </div>
    </div>
  )
}

interface ToggleProps {
  readonly open: boolean
  readonly label: string
  readonly onToggle: () => void
}

function Toggle({ open, label, onToggle }: ToggleProps) {
  return (
    <button type="button" className={styles.toggle} aria-expanded={open} aria-label={label} onClick={onToggle}>
      <Icon of={open ? ChevronDown : ChevronRight} size="xs" />
    </button>
  )
}

interface RowProps {
  readonly row: ValueRow
  readonly onToggle: () => void
  readonly onShow: ((node: ValueNode) => void) | undefined
}

function Row({ row: { depth, child, open, summary }, onToggle, onShow }: RowProps) {
  return (
    <div className={styles.row}>
      {Array.from({ length: depth + 1 }, (_, level) => (
        <span key={level} className={styles.guide} />
      ))}
      {open === undefined ? (
        <span className={styles.toggle} />
      ) : (
        <Toggle open={open} label={child.label} onToggle={onToggle} />
      )}
      <span className={classNames(styles.label, styles[child.labelKind])} data-cut="end">
        {child.label}
      </span>
      <Summary node={child.node} summary={open === true ? '' : summary} onShow={onShow} />
      {child.type === '' || (child.node.kind === 'branch' && child.node.title === child.type) ? null : (
        <span className={styles.type}>{child.type}</span>
      )}
    </div>
  )
}

const LINE = 64

function Summary({
  node,
  summary,
  onShow,
}: {
  readonly node: ValueNode
  readonly summary: string
  readonly onShow: ((node: ValueNode) => void) | undefined
}) {
  switch (node.kind) {
    case 'leaf':
      return (
        <>
          <span className={styles.value} data-cut="end">
            <ValueTokens tokens={node.tokens} />
          </span>
          {node.note === '' || node.tokens.length > 1 ? null : <span className={styles.note}>{node.note}</span>}
        </>
      )
    case 'passage':
      return (
        <>
          <span className={styles.value} data-cut="end">
            <ValueTokens tokens={[{ kind: 'text', text: `"${node.text.slice(0, 200).replaceAll('\n', '↵')}` }]} />
          </span>
          <Show onShow={onShow && (() => onShow(node))} />
        </>
      )
    case 'branch': {
      return (
        <>
          {node.title === '' ? null : <span className={styles.title}>{node.title}</span>}
          {summary === '' && node.size > 0 ? null : (
            <span className={styles.value}>
              <ValueTokens tokens={beginningTokens(node, LINE)} />
            </span>
          )}
          <span className={styles.note}>{summary}</span>
        </>
      )
    }
    case 'union':
      return (
        <>
          <VariantPick variants={node.variants} chosen={node.chosen} />
          <Summary node={node.value} summary={summary} onShow={onShow} />
        </>
      )
    case 'stored':
      return (
        <>
          <MiddleTruncate mono text={node.uri} tail={20} className={styles.value} />
          <Show onShow={onShow && (() => onShow(node))} />
        </>
      )
    case 'apart':
      return <Show onShow={onShow && (() => onShow(node))} />
  }
}

function Show({ onShow }: { readonly onShow: (() => void) | undefined }) {
  if (!onShow) return null
  return <IconButton label="Open" icon={Maximize2} size="sm" className={styles.show} onClick={onShow} />
}
