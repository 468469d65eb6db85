import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, shop, outputs] = process.argv

const prices = [
  { line: 1, product: 'notebook', price: '3.50' },
  { line: 2, product: 'pencil', price: '0.80' },
  { line: 3, product: 'backpack', price: '45.O0' },
  { line: 4, product: 'lamp', price: '29.90' },
]

console.log(`Checking the price list of the ${shop}`)
for (const { line, product, price } of prices) {
  if (!/^\d+\.\d\d$/.test(price)) {
    console.error(`Line ${line}: the price of the ${product} is "${price}", which is not a number. Is that an O?`)
    process.exit(1)
  }
  console.log(`line ${line}: ${product} costs ${price}`)
}
writeFileSync(join(outputs, 'checked'), String(prices.length))
