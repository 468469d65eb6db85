import type { ComponentType } from 'react'
import type { Data } from '../../domain/literals/data'
import type { InputSpec } from '../../domain/literals/input-spec'
import type { Problem } from '../../domain/literals/problem'
import type { FieldControl } from '../ui/field'

/** What the control of a value of any type takes. */
export interface ValueControlProps<Spec = InputSpec> {
  readonly spec: Spec
  /** Undefined while there is none. */
  readonly value: Data | undefined
  readonly onChange: (value: Data) => void
  /** What is wrong, with paths from this value on. Own problems are shown by what is around the control. */
  readonly problems: readonly Problem[]
  readonly control: FieldControl
  /** What it is called, for controls with labels of their own. */
  readonly label: string
}

/** The control of a value that has parts, with the control that its parts get. */
export interface PartsControlProps<Spec> extends ValueControlProps<Spec> {
  readonly part: ComponentType<ValueControlProps>
}
