import { CalendarClock } from 'lucide-react'
import { parseTimestamp } from '../../domain/literals/time-text'
import { formatExact, formatRelative } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { useMinute } from '../time/use-now'
import { Button } from '../ui/button'
import type { FieldControl } from '../ui/field'
import { IconButton } from '../ui/icon-button'
import { Popover } from '../ui/popover'
import { Select } from '../ui/select'
import { TextField } from '../ui/text-field'
import { useState } from 'react'
import styles from './value-control.module.css'

export interface TimeControlProps {
  readonly control: FieldControl
  readonly label: string
  /** RFC 3339, or whatever has been typed. */
  readonly text: string
  readonly onChange: (text: string) => void
}

/** A moment: typed with its zone, or picked on a calendar in a zone; to the nanosecond. */
export function TimeControl({ control, label, text, onChange }: TimeControlProps) {
  return (
    <>
      <div className={styles.line}>
        <TextField
          {...control}
          mono
          aria-label={label}
          placeholder="2026-01-31T14:00:00Z"
          value={text}
          onChange={onChange}
        />
        <Popover
          label={`Pick ${label}`}
          align="end"
          trigger={<IconButton label={`Pick ${label} on a calendar`} icon={CalendarClock} variant="default" />}
        >
          {() => <TimePicker text={text} onChange={onChange} />}
        </Popover>
      </div>
      <TimeReading text={text} />
    </>
  )
}

function millisecondsOf(text: string): number | undefined {
  const time = parseTimestamp(text)
  return time && Number(time.seconds) * 1000 + Math.trunc(time.nanos / 1e6)
}

/** The moment as the clock here has it, and how far away it is. */
function TimeReading({ text }: { readonly text: string }) {
  const { timeZone } = usePreferences()
  const now = useMinute()
  const at = millisecondsOf(text)
  if (at === undefined) return null
  const relative = formatRelative(at, now, timeZone)
  const far = /ago|in |now/.test(relative) ? `, ${relative}` : ''
  return (
    <div className={styles.reading}>
      {formatExact(at, timeZone).replace('.000', '')}
      {far}
    </div>
  )
}

type Zone = 'utc' | 'local'

/** `2026-01-31T14:00:00` as the clock of a zone has it. */
function clockOf(at: number, zone: Zone): string {
  const shift = zone === 'utc' ? 0 : new Date(at).getTimezoneOffset() * 60_000
  return new Date(at - shift).toISOString().slice(0, 19)
}

/** The moment at which the clock of a zone has this time. */
function momentOf(clock: string, zone: Zone): string {
  const at = new Date(zone === 'utc' ? `${clock}Z` : clock)
  return Number.isNaN(at.getTime()) ? clock : at.toISOString().replace('.000Z', 'Z')
}

function TimePicker({ text, onChange }: Pick<TimeControlProps, 'text' | 'onChange'>) {
  const { timeZone } = usePreferences()
  const [zone, setZone] = useState<Zone>(timeZone)
  const at = millisecondsOf(text)
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div className={styles.picker}>
      <input
        type="datetime-local"
        step={1}
        aria-label="Date and time"
        className={styles.date}
        value={at === undefined ? '' : clockOf(at, zone)}
        onChange={(event) => {
          const clock = event.target.value
          if (clock !== '') onChange(momentOf(clock.length === 16 ? `${clock}:00` : clock, zone))
        }}
      />
      <div className={styles.line}>
        <Select
          aria-label="Time zone"
          options={[
            { value: 'utc', label: 'UTC' },
            { value: 'local', label: `Here (${local})` },
          ]}
          value={zone}
          onChange={setZone}
        />
        <Button onClick={() => onChange(new Date().toISOString().replace(/\.\d+Z$/, 'Z'))}>Now</Button>
      </div>
    </div>
  )
}
