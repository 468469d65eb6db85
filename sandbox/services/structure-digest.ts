import { createHash } from 'node:crypto'
import type { DescMessage, MessageShape } from '@bufbuild/protobuf'
import { protoText } from '../proto-text'

/**
 * Digest of a message's content: equal for messages that say the same, whatever the order of their map entries and whether default
 * values were spelled out. flyteadmin compares registrations in this way (admin.md §4).
 */
export function structureDigest<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): Uint8Array {
  return createHash('sha256').update(protoText(schema, message)).digest()
}
