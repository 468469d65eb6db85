import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, points, maximum, outputs] = process.argv

const share = Number(points) / Number(maximum)
console.log(`${points} of ${maximum} points are ${Math.round(share * 100)} %`)
writeFileSync(join(outputs, 'share'), String(share))
