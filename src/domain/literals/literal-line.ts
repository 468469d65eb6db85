import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { pythonString } from './python-text'
import { literalNode, type ValueNode } from './value-tree'

function lineOf(node: ValueNode): string {
  switch (node.kind) {
    case 'leaf':
      return node.tokens.map(({ text }) => text).join('')
    case 'passage':
      return pythonString(node.text)
    case 'branch': {
      const parts = Array.from({ length: node.size }, (_, index) => {
        const { label, labelKind, node: child } = node.child(index)
        return labelKind === 'index' ? lineOf(child) : `${label}: ${lineOf(child)}`
      })
      return node.list ? `[${parts.join(', ')}]` : `${node.title}{${parts.join(', ')}}`
    }
    case 'stored':
    case 'apart':
      return node.uri
    case 'union':
      return lineOf(node.value)
  }
}

/**
 * A whole value on one line, in Python's spelling; for places that only mention values.
 *
 * @param type declared type; undefined where it is not known
 */
export function literalLine(literal: Literal | undefined, type?: LiteralType): string {
  return lineOf(literalNode(literal, type))
}
