import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, what, outputs] = process.argv

const text = `Published ${what}`
console.log(text)
writeFileSync(join(outputs, 'published'), text)
