/** The node that other nodes run inside of, as far as their ids need it. */
export interface ParentNode {
  /** Unique id of the parent's node execution. */
  readonly uniqueId: string
  /** 0-based attempt of the parent. */
  readonly attempt: number
}

/** Longest id of a node execution and of a child execution (flytepropeller: `maxUniqueIDLength`, `maxLengthForSubWorkflow`). */
const LONGEST_ID = 20
/** Longest generated name of a task execution (flytepropeller: `task.IDMaxLength`). */
const LONGEST_TASK_NAME = 50

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz123456'

interface HashWidth {
  readonly bits: 32 | 64
  readonly offset: bigint
  readonly prime: bigint
}
const FNV32: HashWidth = { bits: 32, offset: 0x811c9dc5n, prime: 0x01000193n }
const FNV64: HashWidth = { bits: 64, offset: 0xcbf29ce484222325n, prime: 0x100000001b3n }

function fnv1a(text: string, { bits, offset, prime }: HashWidth): bigint {
  let hash = offset
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(bits, (hash ^ BigInt(byte)) * prime)
  return hash
}

/** Base32 without padding of a big-endian number, over flyteplugins' alphabet. */
function base32(value: bigint, bits: number): string {
  const digits = Math.ceil(bits / 5)
  const padded = value << BigInt(digits * 5 - bits)
  let text = ''
  for (let digit = digits - 1; digit >= 0; digit--) text += ALPHABET[Number((padded >> BigInt(digit * 5)) & 31n)] ?? ''
  return text
}

/** Joins the parts that are not empty at the front with `-`; what is longer than `longest` becomes `f` and a hash (flyteplugins `encoding`). */
function fixedLengthId(parts: readonly string[], longest: number, width: HashWidth = FNV32): string {
  const joined = parts.reduce((text, part) => (text === '' ? part : `${text}-${part}`), '')
  return Buffer.byteLength(joined) <= longest ? joined : `f${base32(fnv1a(joined, width), width.bits)}`
}

/**
 * Id of a node execution, unique within its execution: the node's own id at the top level, `<parent>-<attempt>-<id>` below a parent.
 * Source: flytepropeller `common.GenerateUniqueID`.
 */
export function uniqueNodeId(parent: ParentNode | undefined, nodeId: string): string {
  return fixedLengthId(parent ? [parent.uniqueId, String(parent.attempt), nodeId] : ['', '', nodeId], LONGEST_ID)
}

/** `generated_name` of a task execution: `<execution>-<node>-<attempt>`. */
export function generatedTaskName(execution: string, uniqueId: string, attempt: number): string {
  return fixedLengthId([execution, uniqueId, String(attempt)], LONGEST_TASK_NAME)
}

/**
 * Name of the execution that a launch plan node starts, the same for every try to start it. `index` is that of an item of an array node.
 * Source: flytepropeller `subworkflow.GetChildWorkflowExecutionIDV2`.
 */
export function childExecutionName(execution: string, uniqueId: string, attempt: number, index?: number): string {
  const parts = [execution, uniqueId, ...(index === undefined ? [] : [`n${index}`]), String(attempt)]
  // A name begins with a lower-case letter, which an execution's name need not (admin.md §8.1 lower-cases before it looks).
  return fixedLengthId(parts, LONGEST_ID, FNV64).toLowerCase()
}
