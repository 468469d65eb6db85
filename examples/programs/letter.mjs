import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, text, share, outputs] = process.argv

const letter = `${text} (${Math.round(Number(share) * 100)} %).`
console.log(letter)
writeFileSync(join(outputs, 'letter'), letter)
