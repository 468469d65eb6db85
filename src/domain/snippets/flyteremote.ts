import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import type { ExecutionOrder } from '../execution-request/execution-request'
import { importLines, pythonDict, pythonString } from '../literals/python-text'

export interface LaunchSnippet {
  readonly order: ExecutionOrder
  /** Types of its inputs, by name. */
  readonly types: Readonly<Record<string, LiteralType>>
  /** Whether the page's own sandbox is what it talks to. */
  readonly sandbox: boolean
  /** Whether somebody chose the run's name; one that was made for them is not worth repeating. */
  readonly named: boolean
}

function strings(values: readonly string[]): string {
  return `[${values.map(pythonString).join(', ')}]`
}

function dictOf(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([key, value]) => `${pythonString(key)}: ${pythonString(value)}`).join(', ')}}`
}

class Snippet {
  readonly imports: string[] = ['from flytekit.configuration import Config', 'from flytekit.remote import FlyteRemote']
  /** What FlyteRemote has no argument for. */
  readonly missing: string[] = []

  /** `Options(…)`, the part of the settings that FlyteRemote takes apart from its arguments; undefined when there is none. */
  options({ options }: ExecutionOrder): string | undefined {
    const parts: string[] = []
    if (options.labels.length > 0) parts.push(`labels=Labels(${dictOf(options.labels)})`)
    if (options.annotations.length > 0) parts.push(`annotations=Annotations(${dictOf(options.annotations)})`)
    for (const name of ['Labels', 'Annotations']) {
      if (parts.some((part) => part.includes(`=${name}(`)))
        this.imports.push(`from flytekit.models.common import ${name}`)
    }
    if (options.rawOutputPrefix !== '') {
      this.imports.push('from flytekit.models.common import RawOutputDataConfig')
      parts.push(`raw_output_data_config=RawOutputDataConfig(${pythonString(options.rawOutputPrefix)})`)
    }
    if (options.serviceAccount !== '' || options.iamRole !== '') {
      this.imports.push(
        'from flytekit.models.security import Identity',
        'from flytekit.models.security import SecurityContext',
      )
      const identity = [
        ...(options.serviceAccount === '' ? [] : [`k8s_service_account=${pythonString(options.serviceAccount)}`]),
        ...(options.iamRole === '' ? [] : [`iam_role=${pythonString(options.iamRole)}`]),
      ]
      parts.push(`security_context=SecurityContext(run_as=Identity(${identity.join(', ')}))`)
    }
    if (options.maxParallelism !== '') parts.push(`max_parallelism=${options.maxParallelism}`)
    if (options.notifications?.length === 0) parts.push('disable_notifications=True')
    else if (options.notifications) this.missing.push('notifications')
    if (parts.length === 0) return undefined
    this.imports.push('from flytekit.core.options import Options')
    return parts.length === 1 ? `Options(${parts[0] ?? ''})` : `Options(\n        ${parts.join(',\n        ')},\n    )`
  }
}

/** The same run, started with FlyteRemote. */
export function flyteRemoteCode({ order, types, sandbox, named }: LaunchSnippet): string {
  const { target, options } = order
  const snippet = new Snippet()
  const inputs = pythonDict(order.inputs, types, '    ')
  snippet.imports.push(...inputs.imports)
  const settings = snippet.options(order)
  const elsewhere = target.project !== order.project || target.domain !== order.domain
  const fetchArguments = [
    ...(elsewhere ? [`project=${pythonString(target.project)}`, `domain=${pythonString(target.domain)}`] : []),
    `name=${pythonString(target.name)}`,
    `version=${pythonString(target.version)}`,
  ]
  const variable = target.kind === 'task' ? 'task' : 'plan'
  const given: readonly (readonly [string, string | undefined])[] = [
    ['inputs', inputs.text],
    ['type_hints', inputs.hint === '' ? undefined : inputs.hint],
    ['execution_name', named ? pythonString(order.name) : undefined],
    ['options', settings],
    ['tags', options.tags.length > 0 ? strings(options.tags) : undefined],
    ['envs', options.envs.length > 0 ? dictOf(options.envs) : undefined],
    ['overwrite_cache', options.overwriteCache ? 'True' : undefined],
    ['interruptible', options.interruptible === undefined ? undefined : options.interruptible ? 'True' : 'False'],
    ['cluster_pool', options.clusterPool === '' ? undefined : pythonString(options.clusterPool)],
    ['execution_cluster_label', options.clusterLabel === '' ? undefined : pythonString(options.clusterLabel)],
  ]
  const lines = given.flatMap(([name, value]) => (value === undefined ? [] : [`    ${name}=${value},`]))
  const note =
    snippet.missing.length === 0 ? '' : `\n# FlyteRemote cannot set ${snippet.missing.join(', ')} for one run.`
  const config = sandbox ? 'Config.for_sandbox()' : 'Config.auto()'
  return [
    ...importLines(snippet.imports),
    '',
    `remote = FlyteRemote(${config}, ${pythonString(order.project)}, ${pythonString(order.domain)})`,
    `${variable} = remote.fetch_${target.kind === 'task' ? 'task' : 'launch_plan'}(${fetchArguments.join(', ')})`,
    `run = remote.execute(\n    ${variable},\n${lines.join('\n')}\n)${note}`,
    'print(remote.generate_console_url(run))',
    '',
  ].join('\n')
}
