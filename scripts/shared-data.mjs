// The recorded cases and packages beside the repository, where they exist.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Skip } from './steps.mjs'

/** Folder with recorded cases (`oracle/`) and real packages (`data/`); the tests that read it are skipped without it. */
export function sharedFolder() {
  const folder = resolve(process.env.CONTRAIL_SHARED ?? '../shared')
  if (!existsSync(folder)) throw new Skip(`needs the recorded cases, which are not at ${folder}`)
  return folder
}
