import { Select } from '../../components/ui/select'
import styles from './version-picker.module.css'

export interface VersionPickerProps {
  readonly label: string
  /** Versions or names to choose from, latest first. */
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A labelled choice in the head of the form. The one that is chosen is there even where the list is not complete. */
export function VersionPicker({ label, options, value, onChange }: VersionPickerProps) {
  const known = options.some((option) => option.value === value)
  return (
    <label className={styles.picker}>
      {label}
      <Select options={known ? options : [{ value, label: value }, ...options]} value={value} onChange={onChange} />
    </label>
  )
}
