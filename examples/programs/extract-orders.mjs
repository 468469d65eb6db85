import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, days, outputs] = process.argv
const attempt = Number(process.env.FLYTE_ATTEMPT_NUMBER ?? 1)

console.log(`Connecting to the shop, attempt ${attempt + 1}`)
if (attempt === 0) {
  console.error('The shop closed the connection before it sent any order. Trying again helps.')
  process.exit(1)
}

const regions = ['north', 'south', 'west']
const products = [
  ['notebook', 3.5],
  ['pencil', 0.8],
  ['backpack', 45],
  ['lamp', 29.9],
]

// A small generator with a fixed start: the same orders every time.
let state = 20260801
function random() {
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
}

const rows = ['order,day,region,product,quantity,price']
for (let day = 1; day <= Number(days); day += 1) {
  const orders = 40 + Math.floor(random() * 30)
  for (let index = 0; index < orders; index += 1) {
    const region = regions[Math.floor(random() * random() * 3)]
    const [product, price] = products[Math.floor(random() * products.length)]
    const quantity = random() < 0.02 ? '' : 1 + Math.floor(random() * 5)
    rows.push([rows.length, day, region, product, quantity, price].join(','))
  }
  console.log(`Day ${day}: ${orders} orders`)
}

writeFileSync(join(outputs, 'orders'), `${rows.join('\n')}\n`)
writeFileSync(join(outputs, 'count'), String(rows.length - 1))
