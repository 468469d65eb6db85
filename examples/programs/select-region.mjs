import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, region, ordersFile, outputs] = process.argv

const [header, ...rows] = readFileSync(ordersFile, 'utf8').trim().split('\n')
const columns = header.split(',')
const ofRegion = rows.filter((row) => row.split(',')[columns.indexOf('region')] === region)
const valid = ofRegion.filter((row) => row.split(',')[columns.indexOf('quantity')] !== '')

console.log(`${valid.length} of ${rows.length} orders are valid ones from the ${region}`)
writeFileSync(join(outputs, 'selected'), `${[header, ...valid].join('\n')}\n`)
writeFileSync(join(outputs, 'dropped'), String(ofRegion.length - valid.length))
