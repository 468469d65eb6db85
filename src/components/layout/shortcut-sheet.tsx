import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import styles from './shortcut-sheet.module.css'

const SHORTCUTS: readonly (readonly [group: string, keys: readonly (readonly [key: string, what: string])[]])[] = [
  [
    'Anywhere',
    [
      ['?', 'this sheet'],
      ['Ctrl K', 'search or go to'],
      ['g h', 'home'],
      ['g e', 'executions'],
      ['g w', 'workflows'],
      ['g t', 'tasks'],
      ['g p', 'launch plans'],
      ['g r', 'register'],
      ['Esc', 'close the nearest thing'],
    ],
  ],
  [
    'Lists',
    [
      ['j  k', 'next, previous row'],
      ['Enter', 'open the row'],
      ['x', 'select the row'],
      ['f', 'filter'],
      ['/', 'find'],
      ['l', 'launch'],
    ],
  ],
  [
    'An execution',
    [
      ['→  ←', 'unfold, fold a node'],
      ['Enter', 'open the node’s panel'],
      ['[  ]', 'previous, next failure'],
    ],
  ],
]

/** Every key, on `?`. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" size="lg" onClose={onClose}>
      <div className={styles.groups}>
        {SHORTCUTS.map(([group, keys]) => (
          <section key={group}>
            <h3 className={styles.title}>{group}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key} className={styles.pair}>
                  <dt>
                    <Kbd keys={key} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
