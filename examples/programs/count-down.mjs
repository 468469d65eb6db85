import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const [, seconds, outputs] = process.argv
const total = Number(seconds)

for (let second = 1; second <= total; second += 1) {
  await pause(1000)
  const bar = '#'.repeat(Math.round((second * 30) / total)).padEnd(30, '.')
  console.log(`[${bar}] ${second} of ${total} seconds`)
}
writeFileSync(join(outputs, 'counted'), String(total))
