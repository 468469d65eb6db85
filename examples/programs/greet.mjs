import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, name, outputs] = process.argv

const greeting = `Hello, ${name}!`
console.log(greeting)
writeFileSync(join(outputs, 'greeting'), greeting)
