import { bind, EngineBed, entity, int, interfaceJson, taskNode } from './engine-bed'

/**
 * A sandbox in a process of its own, to be killed: `crash-host.ts FOLDER EXECUTIONS TRACE`. On a new folder it registers a workflow and starts some
 * executions; on an old one it goes on with them. SIGTERM stops it as a user does. Each attempt of a task leaves a line in the file TRACE
 * when it begins and one when it ends.
 */
const [folder = '', executions = '0', trace = ''] = process.argv.slice(2)

const bed = EngineBed.open({ maxTasks: 4 }, folder)
process.on('SIGTERM', () => void bed.stop().then(() => process.exit(0)))

if (!bed.cp.db.get('SELECT 1 FROM tasks')) {
  const types = interfaceJson({ x: 'INTEGER' }, { o: 'INTEGER' })
  const mark = (what: string) => `echo "${what} $FLYTE_INTERNAL_EXECUTION_ID {{.perRetryUniqueKey}}" >> ${trace}`
  const work = `sleep 0.15; echo $(( $(cat /var/in/x) + 1 )) > /var/out/o; ${mark('end')}`
  bed.shell('step', `${mark('begin')}; ${work}`, types)
  bed.shell('second-time', `${mark('begin')}; [ "$FLYTE_ATTEMPT_NUMBER" = 1 ]; ${work}`, types, {
    metadata: { retries: { retries: 1 } },
  })
  const input = (from: string) => [bind('x', from, from === '' ? 'x' : 'o')]
  const step = (id: string, from: string, task = 'step') => taskNode(id, task, input(from))
  bed.workflow('inner', { interface: types, nodes: [step('n0', '')], outputs: [bind('o', 'n0', 'o')] })
  bed.workflow('steps', {
    interface: types,
    nodes: [
      step('n0', ''),
      step('n1', 'n0'),
      step('n2', 'n0', 'second-time'),
      { id: 'n3', inputs: input('n1'), workflowNode: { launchplanRef: entity('LAUNCH_PLAN', 'inner') } },
      step('n4', 'n3'),
    ],
    outputs: [bind('o', 'n4', 'o')],
  })
  for (let index = 0; index < Number(executions); index++) bed.launch('steps', `e${index}`, { x: int(index) })
}
process.stdout.write('ready\n')
