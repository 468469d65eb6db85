import { useEffect, useRef, useState } from 'react'
import { toApiError } from '../../api/errors'
import { uploadFile, type UploadProgress } from '../../api/data/upload'
import { newExecutionName } from '../../domain/execution-request/execution-name'
import { randomNumbers } from './random-numbers'
import { useApi } from '../layout/api-context'
import { useScope } from '../layout/use-scope'

/** Where a file is in its folder; browsers say it for chosen folders only. */
function pathOf(file: File): string {
  return file.webkitRelativePath === '' ? file.name : file.webkitRelativePath
}

/** Stores files, and says how far it is. An upload ends with the control that began it. */
export function useUpload(onStored: (location: string, name: string) => void) {
  const { config } = useApi()
  const scope = useScope()
  const running = useRef<AbortController>(undefined)
  const [progress, setProgress] = useState<UploadProgress>()
  const [problem, setProblem] = useState<string>()

  // An upload goes on outside React.
  useEffect(() => () => running.current?.abort(), [])

  const run = async (files: readonly File[], folder: boolean, signal: AbortSignal): Promise<void> => {
    const root = folder ? newExecutionName(randomNumbers) : undefined
    const total = files.reduce((sum, file) => sum + file.size, 0)
    let before = 0
    let location = ''
    for (const file of files) {
      const filename = folder ? pathOf(file) : file.name
      const onProgress = ({ step, bytes }: UploadProgress) => setProgress({ step, bytes: before + bytes, total })
      const target = { ...scope, filename, ...(root === undefined ? {} : { root }) }
      const stored = await uploadFile(config.basePath, target, file, { onProgress, signal })
      before += file.size
      if (location === '') {
        const inside = folder
          ? filename
              .split('/')
              .slice(filename.includes('/') ? 1 : 0)
              .join('/')
          : ''
        location = folder && stored.endsWith(inside) ? stored.slice(0, -inside.length - 1) : stored
      }
    }
    const [first] = files
    if (first) onStored(location, first.name)
  }

  const start = (files: readonly File[], folder: boolean) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setProblem(undefined)
    setProgress({ step: 'checking', bytes: 0, total: files.reduce((sum, file) => sum + file.size, 0) })
    run(files, folder, controller.signal)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setProblem(`Not stored: ${toApiError(error).detail}`)
      })
      .finally(() => {
        if (running.current === controller) setProgress(undefined)
      })
  }
  return { progress, problem, start, stop: () => running.current?.abort() } as const
}
