import fs from 'node:fs'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { CopilotError } from './file-name'

/** The path that a location without scheme or with `file://` means; undefined for other schemes. */
export function localPath(uri: string): string | undefined {
  if (uri.startsWith('/')) return uri
  if (!uri.startsWith('file://')) return undefined
  try {
    return fileURLToPath(uri)
  } catch {
    return undefined
  }
}

/**
 * Copies a blob (a file, or a folder with all below it) to `target`. A copy, not a link: whoever writes into it must not change a stored output.
 *
 * @throws CopilotError when the location cannot be read from here
 */
export async function copyBlob(uri: string, target: string): Promise<void> {
  const source = localPath(uri)
  if (source !== undefined) {
    try {
      await fs.promises.cp(source, target, {
        recursive: true,
        dereference: true,
        force: true,
        mode: fs.constants.COPYFILE_FICLONE,
      })
      return
    } catch (error) {
      throw new CopilotError(`cannot read ${uri}: ${(error as Error).message}`, { cause: error })
    }
  }
  if (!/^https?:\/\//.test(uri)) {
    throw new CopilotError(`${uri} is not on this machine: only absolute paths, file:// and http(s):// can be read`)
  }
  const response = await fetch(uri)
  if (!response.ok || !response.body) throw new CopilotError(`cannot read ${uri}: HTTP status ${response.status}`)
  await response.body.pipeTo(Writable.toWeb(fs.createWriteStream(target)))
}
