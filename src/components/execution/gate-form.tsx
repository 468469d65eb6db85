import { Check, X } from 'lucide-react'
import { useState } from 'react'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { booleanLiteral } from '../../domain/execution-gate-value'
import type { ExecutionKey, NodeExecution } from '../../domain/execution-node'
import { sleepsUntil } from '../../domain/execution-node-look'
import type { GateCondition } from '../../domain/execution-outline'
import type { Data } from '../../domain/literals/data'
import { literalOfData } from '../../domain/literals/data-literal'
import { emptyData } from '../../domain/literals/default-data'
import { specOfType } from '../../domain/literals/input-spec'
import type { Problem } from '../../domain/literals/problem'
import { typeName } from '../../domain/literals/type-name'
import { formatDuration, formatExact } from '../../domain/times'
import { ValueControl } from '../launch/value-control'
import { ValueProblem } from '../launch/value-problem'
import { ownProblem } from '../launch/value-problems'
import { usePreferences } from '../layout/preferences'
import { useNow } from '../time/use-now'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { useGateAnswer } from './use-gate-answer'
import styles from './node-panel.module.css'

export interface GateFormProps {
  readonly execution: ExecutionKey
  readonly node: NodeExecution
  readonly name: string
  readonly gate: GateCondition
}

/** What a gate waits for, and the way to give it. */
export function GateForm({ execution, node, name, gate }: GateFormProps) {
  const { busy, problem, answer } = useGateAnswer(execution)
  if (gate.kind === 'sleep') return <Sleeping until={sleepsUntil(node, gate)} />
  if (gate.kind === 'unknown') return <p className="dim">It waits for something that this version does not know.</p>
  if (gate.kind === 'input')
    return (
      <InputForm
        type={gate.type}
        label={gate.signalId}
        busy={busy}
        problem={problem}
        onSend={(value) => answer({ signalId: gate.signalId, value }, `${name} has its input.`)}
      />
    )
  const decide = (approved: boolean) =>
    answer(
      { signalId: gate.signalId, value: booleanLiteral(approved) },
      `${approved ? 'Approved' : 'Rejected'} ${name}.`,
    )
  return (
    <div className={styles.gate} data-tone="wait">
      <h3 className="medium">Waiting for approval</h3>
      <p className="dim small">Approving lets the execution go on. Rejecting fails it.</p>
      <div className={styles.gateActions}>
        <Button variant="primary" icon={Check} loading={busy} onClick={() => decide(true)}>
          Approve
        </Button>
        <Button variant="danger" icon={X} onClick={() => decide(false)}>
          Reject
        </Button>
      </div>
      {problem === undefined ? null : (
        <p role="alert" className={styles.error}>
          {problem}
        </p>
      )}
    </div>
  )
}

function Sleeping({ until }: { readonly until: number | undefined }) {
  const { timeZone } = usePreferences()
  const now = useNow()
  if (until === undefined) return null
  return (
    <p className="dim">
      Sleeping until <span className="num">{formatExact(until, timeZone)}</span>
      {until > now ? `, ${formatDuration(until - now)} more` : ''}.
    </p>
  )
}

interface InputFormProps {
  readonly type: LiteralType | undefined
  readonly label: string
  readonly busy: boolean
  readonly problem: string | undefined
  readonly onSend: (value: Literal) => void
}

function InputForm({ type, label, busy, problem, onSend }: InputFormProps) {
  const [value, setValue] = useState<Data | undefined>(() => (type === undefined ? undefined : emptyData(type)))
  const [wrong, setWrong] = useState<readonly Problem[]>([])
  if (type === undefined)
    return <p className="dim">It waits for an input, but the workflow does not say of which type.</p>
  const own = ownProblem(wrong)
  const spec = specOfType(type)
  const isText = spec.kind === 'scalar' && spec.scalar === 'text'
  const change = (next: Data) => {
    setWrong([])
    setValue(next)
  }
  return (
    <form
      className={styles.gate}
      data-tone="wait"
      onSubmit={(event) => {
        event.preventDefault()
        if (value === undefined) {
          setWrong([{ path: [], message: 'A value is needed.' }])
          return
        }
        const { literal, problems } = literalOfData(value, type)
        setWrong(problems)
        if (literal) onSend(literal)
      }}
      onKeyDown={(event) => {
        // A text is mostly one line: Enter gives it, with Shift it begins another.
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !isText) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
    >
      <h3 className="medium">Waiting for input</h3>
      <Field
        label={label}
        type={typeName(type)}
        stacked
        error={own ? <ValueProblem problem={own} onRepair={change} /> : problem}
      >
        {(control) => (
          <ValueControl spec={spec} value={value} onChange={change} problems={wrong} control={control} label={label} />
        )}
      </Field>
      <div className={styles.gateActions}>
        <Button type="submit" variant="primary" loading={busy}>
          Set input
        </Button>
      </div>
    </form>
  )
}
