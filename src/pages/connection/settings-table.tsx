import type { RuntimeSetting } from '../../config/runtime'
import styles from './connection-page.module.css'

/** Each setting with its value and where that came from. */
export function SettingsTable({ settings }: { readonly settings: readonly RuntimeSetting[] }) {
  if (settings.length === 0) return <p className="dim">The server has told of no settings.</p>
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Settings in force, table">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {settings.map((setting) => (
            <tr key={setting.key}>
              <th scope="row" className="mono">
                {setting.key}
              </th>
              <td className="mono break">
                {setting.value === '' ? <span className="faint">not set</span> : setting.value}
              </td>
              <td className="dim break">{setting.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
