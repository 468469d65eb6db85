import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, inputs, outputs] = process.argv

const regions = ['north', 'south', 'west'].map((name) => JSON.parse(readFileSync(join(inputs, name), 'utf8')))
const best = regions.reduce((a, b) => (b.revenue > a.revenue ? b : a))
const total = regions.reduce((sum, { revenue }) => sum + revenue, 0)

const report = [
  '# Sales report',
  '',
  `**${best.region}** sells best. All regions together: ${total.toFixed(2)}.`,
  '',
  '| region | orders | revenue | best product |',
  '| --- | ---: | ---: | --- |',
  ...regions.map(({ region, orders, revenue, products }) => {
    const [product] = Object.entries(products).sort(([, a], [, b]) => b - a)[0] ?? ['none']
    return `| ${region} | ${orders} | ${revenue.toFixed(2)} | ${product} |`
  }),
  '',
]

console.log(report.join('\n'))
writeFileSync(join(outputs, 'report'), report.join('\n'))
writeFileSync(join(outputs, 'total'), total.toFixed(2))
writeFileSync(join(outputs, 'best_region'), best.region)
