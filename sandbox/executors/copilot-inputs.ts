import fs from 'node:fs'
import path from 'node:path'
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { stringify } from 'yaml'
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
  type Primitive,
  type Scalar,
} from '../../src/api/gen/flyteidl/core/literals_pb'
import { DataLoadingConfig_LiteralMapFormat as Format } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { BlobType_BlobDimensionality as Dimensionality } from '../../src/api/gen/flyteidl/core/types_pb'
import { CopilotError, fileName } from './file-name'
import { copyBlob, localPath } from './local-blob'
import { durationText, plainFloat, timestampText } from './value-text'

/** A value as `inputs.json` holds it. */
type Plain = null | boolean | number | bigint | string | readonly Plain[] | { readonly [key: string]: Plain }

interface Written {
  readonly plain: Plain
  /** The literal, with blobs where the process finds them. */
  readonly literal: Literal
}

/** One place in the input folder: where we write it, and where the process sees it. */
interface Place {
  readonly file: string
  readonly seenAs: string
}

function below(place: Place, name: string): Place {
  const safe = fileName(name)
  return { file: path.join(place.file, safe), seenAs: path.posix.join(place.seenAs, safe) }
}

function textOf(primitive: Primitive): { readonly text: string; readonly plain: Plain } {
  const { value } = primitive
  switch (value.case) {
    case 'stringValue':
      return { text: value.value, plain: value.value }
    case 'boolean':
    case 'integer':
      return { text: String(value.value), plain: value.value }
    case 'floatValue':
      return { text: plainFloat(value.value), plain: value.value }
    case 'datetime':
      return { text: timestampText(value.value), plain: timestampText(value.value) }
    case 'duration':
      return {
        text: durationText(value.value),
        plain: value.value.seconds * 1_000_000_000n + BigInt(value.value.nanos),
      }
    case undefined:
      return { text: 'null', plain: null }
  }
}

async function writeScalar(scalar: Scalar, place: Place): Promise<Written> {
  const keep = (plain: Plain, content: string | Uint8Array): Written => {
    fs.writeFileSync(place.file, content)
    return { plain, literal: create(LiteralSchema, { value: { case: 'scalar', value: scalar } }) }
  }
  const { value } = scalar
  switch (value.case) {
    case 'primitive': {
      const { text, plain } = textOf(value.value)
      return keep(plain, text)
    }
    case 'noneType':
      return keep(null, 'null')
    case 'binary':
      return keep(Buffer.from(value.value.value).toString('base64'), value.value.value)
    case 'generic':
      return keep(value.value, JSON.stringify(value.value))
    case 'error':
      return keep(value.value.message, value.value.message)
    case 'union':
      return writeLiteral(value.value.value ?? create(LiteralSchema), place)
    case 'blob': {
      const { uri, metadata } = value.value
      if (metadata?.type?.dimensionality === Dimensionality.MULTIPART) fs.mkdirSync(place.file, { recursive: true })
      await copyBlob(uri, place.file)
      const blob = { ...value.value, uri: place.seenAs }
      return {
        plain: place.seenAs,
        literal: create(LiteralSchema, { value: { case: 'scalar', value: { value: { case: 'blob', value: blob } } } }),
      }
    }
    case 'schema': {
      await copyBlob(value.value.uri, place.file)
      const schema = { ...value.value, uri: place.seenAs }
      return {
        plain: place.seenAs,
        literal: create(LiteralSchema, {
          value: { case: 'scalar', value: { value: { case: 'schema', value: schema } } },
        }),
      }
    }
    case 'structuredDataset':
      throw new CopilotError('structured datasets are not supported as inputs of raw containers')
    case undefined:
      return keep(null, 'null')
  }
}

/** A large literal that only a reference is given to. */
function readLiteral(uri: string): Literal {
  try {
    return fromBinary(LiteralSchema, fs.readFileSync(localPath(uri) ?? uri))
  } catch (error) {
    throw new CopilotError(`the large value ${uri} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

async function writeLiteral(literal: Literal, place: Place): Promise<Written> {
  const { value } = literal
  switch (value.case) {
    case 'scalar':
      return writeScalar(value.value, place)
    case 'collection': {
      fs.mkdirSync(place.file, { recursive: true })
      const items: Written[] = []
      for (const [index, item] of value.value.literals.entries()) {
        items.push(await writeLiteral(item, below(place, String(index))))
      }
      const literals = items.map((item) => item.literal)
      return {
        plain: items.map((item) => item.plain),
        literal: create(LiteralSchema, { value: { case: 'collection', value: { literals } } }),
      }
    }
    case 'map': {
      fs.mkdirSync(place.file, { recursive: true })
      const { plain, map } = await writeMembers(value.value, place)
      return { plain, literal: create(LiteralSchema, { value: { case: 'map', value: map } }) }
    }
    case 'offloadedMetadata':
      return writeLiteral(readLiteral(value.value.uri), place)
    case undefined:
      return { plain: null, literal }
  }
}

async function writeMembers(map: LiteralMap, place: Place) {
  const plain: Record<string, Plain> = {}
  const literals: Record<string, Literal> = {}
  for (const [name, literal] of Object.entries(map.literals)) {
    const written = await writeLiteral(literal, below(place, name))
    plain[name] = written.plain
    literals[name] = written.literal
  }
  return { plain, map: create(LiteralMapSchema, { literals }) }
}

/** JSON with integers of any size, which `JSON.stringify` refuses. */
function jsonText(value: Plain): string {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(jsonText).join(',')}]`
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`)
    .join(',')}}`
}

/**
 * Fills the input folder of a raw container as flytecopilot does: one file or folder for each input, `inputs.pb`, and `inputs.json` or
 * `inputs.yaml` by the task's format. `seenAs` is the folder's path as the process sees it.
 *
 * Source: flytecopilot `data/download.go`.
 *
 * @throws CopilotError for what cannot be handed over; what the file system says
 */
export async function writeInputs(inputs: LiteralMap, folder: string, seenAs: string, format: Format): Promise<void> {
  fs.mkdirSync(folder, { recursive: true })
  const { plain, map } = await writeMembers(inputs, { file: folder, seenAs })
  fs.writeFileSync(path.join(folder, 'inputs.pb'), toBinary(LiteralMapSchema, map))
  if (format === Format.JSON) fs.writeFileSync(path.join(folder, 'inputs.json'), jsonText(plain))
  if (format === Format.YAML) fs.writeFileSync(path.join(folder, 'inputs.yaml'), stringify(plain))
}
