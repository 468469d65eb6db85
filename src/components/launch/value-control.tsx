import type { ReactNode } from 'react'
import { type Data, isMap } from '../../domain/literals/data'
import { readEnvelope, unreadText } from '../../domain/literals/envelope'
import type { InputSpec } from '../../domain/literals/input-spec'
import { BoolControl, ChoiceControl } from './choice-control'
import { DictControl } from './dict-control'
import { JsonControl } from './json-control'
import { ListControl } from './list-control'
import { ObjectControl } from './object-control'
import { ScalarControl } from './scalar-control'
import { StoredControl } from './stored-control'
import { UnionControl } from './union-control'
import type { ValueControlProps } from './value-control-props'

/** Whether a control without parts can show a value. Those with parts turn to JSON themselves. */
function fits(spec: InputSpec, value: Data | undefined): boolean {
  if (value === undefined) return true
  switch (spec.kind) {
    case 'scalar':
    case 'bool':
    case 'choice':
    case 'none':
      return value !== null || spec.kind === 'none' ? typeof value !== 'object' || value === null : false
    case 'stored':
      return typeof value === 'string' || (isMap(value) && unreadText(value) === undefined && !readEnvelope(value))
    default:
      return true
  }
}

/** The control for a value of any type. Whatever has no control of its own, or does not fit it, is typed as JSON. */
export function ValueControl({ spec, ...props }: ValueControlProps): ReactNode {
  if (!fits(spec, props.value)) return <JsonControl {...props} />
  switch (spec.kind) {
    case 'scalar':
      return <ScalarControl {...props} spec={spec} />
    case 'bool':
      return <BoolControl {...props} />
    case 'choice':
      return <ChoiceControl {...props} spec={spec} />
    case 'none':
      return <span className="mono dim">None</span>
    case 'list':
      return <ListControl {...props} spec={spec} part={ValueControl} />
    case 'dict':
      return <DictControl {...props} spec={spec} part={ValueControl} />
    case 'object':
      return <ObjectControl {...props} spec={spec} part={ValueControl} />
    case 'union':
      return <UnionControl {...props} spec={spec} part={ValueControl} />
    case 'stored':
      return <StoredControl {...props} spec={spec} />
    case 'json':
      return <JsonControl {...props} />
  }
}
