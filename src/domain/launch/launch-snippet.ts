import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { pythonDict, pythonString } from '../literals/old-python-text'
import type { ExecutionOrder } from './execution-request'
import { readPairs, readTags } from './launch-options'

export interface SnippetContext {
  readonly order: ExecutionOrder
  readonly types: Readonly<Record<string, LiteralType | undefined>>
  readonly mode: 'sandbox' | 'remote'
}

function options({ order: { name, options: chosen } }: SnippetContext): readonly string[] {
  const lines: string[] = []
  if (name !== '') lines.push(`execution_name=${pythonString(name)}`)
  const tags = readTags(chosen.tags)
  if (tags.length > 0) lines.push(`tags=[${tags.map(pythonString).join(', ')}]`)
  const envs = readPairs(chosen.envs)
  if ('pairs' in envs && envs.pairs.length > 0)
    lines.push(`envs={${envs.pairs.map(([key, value]) => `${pythonString(key)}: ${pythonString(value)}`).join(', ')}}`)
  if (chosen.overwriteCache) lines.push('overwrite_cache=True')
  if (chosen.interruptible !== 'inherit')
    lines.push(`interruptible=${chosen.interruptible === 'yes' ? 'True' : 'False'}`)
  return lines
}

function imports(code: string): string {
  const lines: string[] = []
  if (code.includes('datetime.fromisoformat') || code.includes('timedelta(')) {
    lines.push(
      `from datetime import ${[code.includes('datetime.') ? 'datetime' : '', code.includes('timedelta(') ? 'timedelta' : ''].filter(Boolean).join(', ')}`,
    )
  }
  lines.push('from flytekit.configuration import Config', 'from flytekit.remote import FlyteRemote')
  if (code.includes('FlyteFile(')) lines.push('from flytekit.types.file import FlyteFile')
  if (code.includes('FlyteDirectory(')) lines.push('from flytekit.types.directory import FlyteDirectory')
  if (code.includes('StructuredDataset(')) lines.push('from flytekit.types.structured import StructuredDataset')
  return lines.join('\n')
}

/** The same run started with FlyteRemote. */
export function pythonSnippet(context: SnippetContext): string {
  const { order, types, mode } = context
  const inputs: Readonly<Record<string, Literal>> = order.inputs
  const fetch = order.target.kind === 'task' ? 'fetch_task' : 'fetch_launch_plan'
  const dict = pythonDict(inputs, types, '        ')
  const scope =
    order.target.project === order.project && order.target.domain === order.domain
      ? ''
      : `project=${pythonString(order.target.project)}, domain=${pythonString(order.target.domain)}, `
  const body = [
    `remote = FlyteRemote(${mode === 'sandbox' ? 'Config.for_sandbox()' : 'Config.auto()'}, ${pythonString(order.project)}, ${pythonString(order.domain)})`,
    `entity = remote.${fetch}(${scope}name=${pythonString(order.target.name)}, version=${pythonString(order.target.version)})`,
    'execution = remote.execute(',
    '    entity,',
    `    inputs=${dict},`,
    ...options(context).map((line) => `    ${line},`),
    ')',
    'print(remote.generate_console_url(execution))',
  ].join('\n')
  return `${imports(body)}\n\n${body}\n`
}
