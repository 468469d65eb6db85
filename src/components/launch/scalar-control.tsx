import { type ScalarKind, SCALARS, type ScalarSpec } from '../../domain/literals/input-spec'
import { classNames } from '../ui/class-names'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { JsonControl } from './json-control'
import { LengthReading } from './length-reading'
import { TimeControl } from './time-control'
import { useTypedText } from './typed-text'
import styles from './value-control.module.css'
import type { ValueControlProps } from './value-control-props'

/** Letters that a text area does not keep or show: they are edited as escapes. */
const UNSHOWN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u

const MODES = {
  int: 'numeric',
  float: 'decimal',
  text: 'text',
  time: 'text',
  length: 'text',
} as const satisfies Record<ScalarKind, string>

/** A number, a text, a moment or a length of time. */
export function ScalarControl(props: ValueControlProps<ScalarSpec>) {
  const { spec, value, onChange, control, label } = props
  const { scalar } = spec
  const { text, type, settle } = useTypedText(value, SCALARS[scalar], onChange)
  switch (scalar) {
    case 'text':
      if (typeof value === 'string' && UNSHOWN.test(value)) return <JsonControl {...props} />
      return (
        <TextArea
          {...control}
          aria-label={label}
          rows={1}
          className={classNames(styles.growing)}
          value={text}
          onChange={type}
        />
      )
    case 'time':
      return <TimeControl control={control} label={label} text={text} onChange={type} />
    case 'length':
      return (
        <>
          <TextField {...control} mono aria-label={label} placeholder="1h30m" value={text} onChange={type} />
          <LengthReading text={text} />
        </>
      )
    default:
      return (
        <TextField
          {...control}
          mono
          aria-label={label}
          inputMode={MODES[scalar]}
          value={text}
          onChange={type}
          onBlur={settle}
        />
      )
  }
}
