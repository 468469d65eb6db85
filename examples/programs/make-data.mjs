import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, samples, seed, outputs] = process.argv

let state = Number(seed)
function random() {
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
}

function around(center, spread) {
  const noise = random() + random() + random() + random() - 2
  return (center + noise * spread).toFixed(3)
}

const header = 'petal_length,petal_width,is_iris'
const rows = Array.from({ length: Number(samples) }, () => {
  const isIris = random() < 0.5
  return [around(isIris ? 4.6 : 3.4, 0.9), around(isIris ? 1.6 : 1.0, 0.4), isIris ? 1 : 0].join(',')
})

const split = Math.floor(rows.length * 0.8)
writeFileSync(join(outputs, 'train'), `${[header, ...rows.slice(0, split)].join('\n')}\n`)
writeFileSync(join(outputs, 'test'), `${[header, ...rows.slice(split)].join('\n')}\n`)
console.log(`${split} rows to train with, ${rows.length - split} to test with`)
