import { Bookmark, Download, Trash2, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { type Preset, parsePresets, presetsText, withPreset } from '../../domain/execution-request/saved-launch'
import type { DataMap } from '../../domain/literals/data'
import { showToast } from '../layout/toast-store'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { IconButton } from '../ui/icon-button'
import { Popover } from '../ui/popover'
import { TextField } from '../ui/text-field'
import { downloadText } from './download-text'
import { type LaunchPlace, readPresets, writePresets } from './launch-storage'
import styles from './launch-form.module.css'

export interface PresetsPopoverProps {
  readonly place: LaunchPlace
  /** What is in the form. */
  readonly document: DataMap
  /** The address of the form with its inputs filled in. */
  readonly link: () => string
  readonly onApply: (document: DataMap) => void
}

/** Inputs and options under names, kept in this browser; they go to others as a file. */
export function PresetsPopover(props: PresetsPopoverProps) {
  return (
    <Popover
      label="Presets"
      align="end"
      width={360}
      trigger={
        <Button variant="ghost" icon={Bookmark}>
          Presets
        </Button>
      }
    >
      {(close) => <Presets {...props} onClose={close} />}
    </Popover>
  )
}

function Presets({ place, document, link, onApply, onClose }: PresetsPopoverProps & { readonly onClose: () => void }) {
  const [presets, setPresets] = useState(() => readPresets(place))
  const [name, setName] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const keep = (next: readonly Preset[]): boolean => {
    const kept = writePresets(place, next)
    if (kept) setPresets(next)
    else showToast({ tone: 'fail', text: 'This browser keeps nothing: its storage is full or switched off.' })
    return kept
  }
  const save = () => {
    const given = name.trim()
    if (given !== '' && keep(withPreset(presets, { name: given, document }))) setName('')
  }
  const take = async (chosen: File) => {
    const read = parsePresets(await chosen.text())
    if (read) keep(read.reduce(withPreset, presets))
    else showToast({ tone: 'fail', text: `${chosen.name} holds no presets.` })
  }
  return (
    <div className={styles.presets}>
      {presets.length === 0 ? (
        <p className="dim small">None yet. A preset keeps what is in the form under a name, in this browser.</p>
      ) : (
        <ul>
          {presets.map((preset) => (
            <li key={preset.name} className={styles.preset}>
              <button
                type="button"
                className={styles.presetName}
                onClick={() => {
                  onApply(preset.document)
                  onClose()
                }}
              >
                {preset.name}
              </button>
              <IconButton
                size="sm"
                icon={Trash2}
                label={`Delete the preset ${preset.name}`}
                onClick={() => keep(presets.filter((one) => one !== preset))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.presetLine}>
        <TextField
          aria-label="Name of the preset"
          placeholder="Name"
          data-autofocus=""
          value={name}
          onChange={setName}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            save()
          }}
        />
        <Button disabledReason={name.trim() === '' ? 'Give it a name.' : undefined} onClick={save}>
          {presets.some((preset) => preset.name === name.trim()) ? 'Replace' : 'Save'}
        </Button>
      </div>
      <div className={styles.presetLine}>
        <Button size="sm" variant="ghost" icon={Upload} onClick={() => file.current?.click()}>
          Import
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon={Download}
          disabledReason={presets.length === 0 ? 'There is none.' : undefined}
          onClick={() => downloadText(`${place.name}.presets.json`, presetsText(presets))}
        >
          Export
        </Button>
        <span className={styles.grow} />
        <span className="small dim">Link to these inputs</span>
        <CopyButton text={link} label="Copy a link to the form with these inputs" />
      </div>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="File of presets"
        onChange={({ target }) => {
          const chosen = target.files?.[0]
          if (chosen) void take(chosen)
          target.value = ''
        }}
      />
    </div>
  )
}
