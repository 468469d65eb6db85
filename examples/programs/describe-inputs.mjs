import { Buffer } from 'node:buffer'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, inputs, outputs] = process.argv

// Every input is a file or folder; inputs.json has them all, records as MessagePack in base64.
const all = JSON.parse(readFileSync(join(inputs, 'inputs.json'), 'utf8'))
for (const name of ['customer', 'settings']) {
  if (typeof all[name] === 'string') all[name] = messagePack(Buffer.from(all[name], 'base64'))
}
const attachment = join(inputs, 'attachment')
if (all.attachment !== null && existsSync(attachment)) all.attachment = `a file of ${statSync(attachment).size} bytes`

console.log(JSON.stringify(all, null, 2))
for (const name of ['count', 'ratio', 'enabled', 'title', 'start', 'pause']) {
  writeFileSync(join(outputs, name), readFileSync(join(inputs, name)))
}
writeFileSync(join(outputs, 'all_inputs'), JSON.stringify(all))

/** Reads what flytekit writes for records: maps, lists, texts, numbers, yes, no and nothing. */
function messagePack(bytes) {
  let at = 0
  const size = (width) => {
    const value = bytes.readUIntBE(at, width)
    at += width
    return value
  }
  const text = (length) => bytes.toString('utf8', at, (at += length))
  const list = (length) => Array.from({ length }, () => read())
  const map = (length) => Object.fromEntries(list(length * 2).reduce(pairs, []))
  const pairs = (found, item, index, items) => (index % 2 ? [...found, [items[index - 1], item]] : found)
  const plain = { 0xc0: null, 0xc2: false, 0xc3: true }
  const sized = {
    0xc4: () => text(size(1)),
    0xca: () => bytes.readFloatBE((at += 4) - 4),
    0xcb: () => bytes.readDoubleBE((at += 8) - 8),
    0xcc: () => size(1),
    0xcd: () => size(2),
    0xce: () => size(4),
    0xcf: () => Number(bytes.readBigUInt64BE((at += 8) - 8)),
    0xd0: () => bytes.readInt8((at += 1) - 1),
    0xd1: () => bytes.readInt16BE((at += 2) - 2),
    0xd2: () => bytes.readInt32BE((at += 4) - 4),
    0xd3: () => Number(bytes.readBigInt64BE((at += 8) - 8)),
    0xd9: () => text(size(1)),
    0xda: () => text(size(2)),
    0xdc: () => list(size(2)),
    0xde: () => map(size(2)),
  }
  function read() {
    const kind = size(1)
    if (kind < 0x80) return kind
    if (kind < 0x90) return map(kind & 0x0f)
    if (kind < 0xa0) return list(kind & 0x0f)
    if (kind < 0xc0) return text(kind & 0x1f)
    if (kind > 0xdf) return kind - 0x100
    if (kind in plain) return plain[kind]
    if (kind in sized) return sized[kind]()
    throw new Error(`Unknown MessagePack type ${kind}`)
  }
  return read()
}
