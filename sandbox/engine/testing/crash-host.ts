import { bind, EngineBed, int, interfaceJson, taskNode } from './engine-bed'

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
  bed.shell(
    'step',
    `${mark('begin')}; sleep 0.15; echo $(( $(cat /var/in/x) + 1 )) > /var/out/o; ${mark('end')}`,
    types,
  )
  const step = (id: string, from: string) => taskNode(id, 'step', [bind('x', from, from === '' ? 'x' : 'o')])
  bed.workflow('steps', {
    interface: types,
    nodes: [step('n0', ''), step('n1', 'n0'), step('n2', 'n0'), step('n3', 'n1'), step('n4', 'n3')],
    outputs: [bind('o', 'n4', 'o')],
  })
  for (let index = 0; index < Number(executions); index++) bed.launch('steps', `e${index}`, { x: int(index) })
}
process.stdout.write('ready\n')
