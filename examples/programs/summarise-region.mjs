import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, region, selectedFile, outputs] = process.argv

const [, ...rows] = readFileSync(selectedFile, 'utf8').trim().split('\n')
const revenueOf = {}
let revenue = 0
for (const row of rows) {
  const [, , , product, quantity, price] = row.split(',')
  const amount = Number(quantity) * Number(price)
  revenueOf[product] = (revenueOf[product] ?? 0) + amount
  revenue += amount
}

const rounded = (amount) => Math.round(amount * 100) / 100
const products = Object.fromEntries(Object.entries(revenueOf).map(([product, amount]) => [product, rounded(amount)]))
const summary = { region, orders: rows.length, revenue: rounded(revenue), products }

console.log(summary)
writeFileSync(join(outputs, 'summary'), JSON.stringify(summary))
