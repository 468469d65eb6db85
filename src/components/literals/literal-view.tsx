import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { literalNode } from '../../domain/literals/value-tree'
import { ValueView } from './value-view'

export interface LiteralViewProps {
  readonly literal: Literal | undefined
  /** Declared type; undefined where it is not known. */
  readonly type: LiteralType | undefined
  /** What it is called. */
  readonly name: string
}

/** One literal, whatever it is. What this version does not know is shown as it came. */
export function LiteralView({ literal, type, name }: LiteralViewProps) {
  return <ValueView node={literalNode(literal, type)} name={name} />
}
