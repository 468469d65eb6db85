import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
} from '../../src/api/gen/flyteidl/core/literals_pb'
import type { BlobStore } from '../blobs/blob-store'

/** Inputs or outputs that should be stored are not there, or are not what they should be. */
export class LiteralsMissing extends Error {
  override readonly name = 'LiteralsMissing'
}

/** Bytes of encoded literals that are kept decoded. */
const CAPACITY = 16 * 1024 * 1024

/** Stored literal maps, the most recently used of them in memory. Maps that it gives must not be changed. */
export class LiteralCache {
  readonly #blobs: BlobStore
  readonly #entries = new Map<string, { readonly map: LiteralMap; readonly size: number }>()
  #size = 0

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  /**
   * The literals at a location; none at the empty one.
   *
   * @throws LiteralsMissing
   */
  read(uri: string): LiteralMap {
    if (uri === '') return create(LiteralMapSchema)
    const known = this.#entries.get(uri)
    if (known) {
      this.#entries.delete(uri)
      this.#entries.set(uri, known)
      return known.map
    }
    let bytes: Uint8Array | undefined
    try {
      bytes = this.#blobs.read(uri)
    } catch (error) {
      throw new LiteralsMissing(`${uri} cannot be read: ${(error as Error).message}`, { cause: error })
    }
    if (!bytes) throw new LiteralsMissing(`${uri} is not there`)
    try {
      return this.#keep(uri, fromBinary(LiteralMapSchema, bytes), bytes.length)
    } catch (error) {
      throw new LiteralsMissing(`${uri} holds no literals`, { cause: error })
    }
  }

  /**
   * A literal itself, where only a reference to a large one is given.
   *
   * @throws LiteralsMissing
   */
  whole(literal: Literal): Literal {
    if (literal.value.case !== 'offloadedMetadata') return literal
    const { uri } = literal.value.value
    try {
      const bytes = this.#blobs.read(uri)
      if (bytes) return fromBinary(LiteralSchema, bytes)
    } catch (error) {
      throw new LiteralsMissing(`${uri} cannot be read: ${(error as Error).message}`, { cause: error })
    }
    throw new LiteralsMissing(`${uri} is not there`)
  }

  /** As `whole`, for every literal of a map. */
  wholeMap(map: LiteralMap): LiteralMap {
    const entries = Object.entries(map.literals)
    if (!entries.some(([, { value }]) => value.case === 'offloadedMetadata')) return map
    const literals = Object.fromEntries(entries.map(([name, literal]) => [name, this.whole(literal)]))
    return create(LiteralMapSchema, { literals })
  }

  /** Stores literals and gives the location back. Throws what the file system says (disk full). */
  write(uri: string, map: LiteralMap): string {
    const bytes = toBinary(LiteralMapSchema, map)
    this.#blobs.write(uri, bytes)
    this.#keep(uri, map, bytes.length)
    return uri
  }

  #keep(uri: string, map: LiteralMap, size: number): LiteralMap {
    this.#size += size - (this.#entries.get(uri)?.size ?? 0)
    this.#entries.delete(uri)
    this.#entries.set(uri, { map, size })
    for (const [oldest, entry] of this.#entries) {
      if (this.#size <= CAPACITY) break
      this.#entries.delete(oldest)
      this.#size -= entry.size
    }
    return map
  }
}
