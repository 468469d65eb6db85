import { shellCommand, shellWord } from './shell-text'

export interface RegisterSnippet {
  readonly project: string
  readonly domain: string
  readonly version: string
  /** Packages, or loose files of one. */
  readonly files: readonly string[]
}

/** The same registration with flytectl; options as in its `register files`. */
export function flytectlRegister({ project, domain, version, files }: RegisterSnippet): string {
  const archive = files.some((file) => /\.(tgz|tar\.gz)$/.test(file))
  return shellCommand(`flytectl register files ${files.map(shellWord).join(' ')}`, [
    ...(archive ? ['--archive'] : []),
    `--project ${shellWord(project)}`,
    `--domain ${shellWord(domain)}`,
    `--version ${shellWord(version)}`,
  ])
}
