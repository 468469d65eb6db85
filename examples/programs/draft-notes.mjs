import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, version, outputs] = process.argv

const notes = `notes of version ${version}`
console.log(`Drafted ${notes}. Somebody has to approve them now.`)
writeFileSync(join(outputs, 'notes'), notes)
