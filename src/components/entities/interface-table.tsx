import type { LiteralMap } from '../../api/gen/flyteidl/core/literals_pb'
import type { ParameterMap, TypedInterface, Variable } from '../../api/gen/flyteidl/core/interface_pb'
import { literalLine } from '../../domain/literals/literal-line'
import { typeName } from '../../domain/literals/type-name'
import { Cut } from '../ui/cut'
import { Table } from '../ui/table'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'
import styles from './interface-table.module.css'

export interface InterfaceTableProps {
  readonly of: TypedInterface | undefined
  /** What a launch plan says about its inputs. */
  readonly parameters?: ParameterMap | undefined
  readonly fixed?: LiteralMap | undefined
}

/** Inputs and outputs with their Python types, and for launch plans what is given already. */
export function InterfaceTable({ of, parameters, fixed }: InterfaceTableProps) {
  const inputs = Object.entries(of?.inputs?.variables ?? {})
  const outputs = Object.entries(of?.outputs?.variables ?? {})
  if (inputs.length + outputs.length === 0) return <p className="faint">No inputs, no outputs.</p>
  // flytekit describes a variable by its own name when its author did not.
  const described = [...inputs, ...outputs].some(
    ([name, { description }]) => description !== '' && description !== name,
  )
  const valued = parameters !== undefined || fixed !== undefined
  const columns: readonly TableColumn[] = [
    { key: 'way', title: 'I/O', width: 40 },
    { key: 'name', title: 'Name', width: '28%' },
    { key: 'type', title: 'Type' },
    ...(valued ? [{ key: 'value', title: 'Value' } as const] : []),
    ...(described ? [{ key: 'description', title: 'Description', hideBelow: 'md' } as const] : []),
  ]
  const row = (way: 'in' | 'out', name: string, variable: Variable) => (
    <TableRow key={`${way} ${name}`}>
      <td className="micro faint">{way}</td>
      <td>
        <Cut className="medium">{name}</Cut>
      </td>
      <td>
        <Cut className="mono dim">{variable.type ? typeName(variable.type) : 'Any'}</Cut>
      </td>
      {valued ? (
        <td>{way === 'in' ? <GivenValue name={name} parameters={parameters} fixed={fixed} /> : null}</td>
      ) : null}
      {described ? (
        <td className={columnClass({ hideBelow: 'md' })}>
          <Cut className="small dim">{variable.description === name ? '' : variable.description}</Cut>
        </td>
      ) : null}
    </TableRow>
  )
  return (
    <Table label="Interface" columns={columns} flush>
      {inputs.map(([name, variable]) => row('in', name, variable))}
      {outputs.map(([name, variable]) => row('out', name, variable))}
    </Table>
  )
}

function GivenValue({ name, parameters, fixed }: Omit<InterfaceTableProps, 'of'> & { readonly name: string }) {
  const literal = fixed?.literals[name]
  if (literal)
    return (
      <span className={styles.value}>
        <Cut className="mono">{literalLine(literal)}</Cut> <span className="small faint">fixed</span>
      </span>
    )
  const behavior = parameters?.parameters[name]?.behavior
  switch (behavior?.case) {
    case 'default':
      return (
        <span className={styles.value}>
          <Cut className="mono">{literalLine(behavior.value)}</Cut> <span className="small faint">default</span>
        </span>
      )
    case 'artifactId':
    case 'artifactQuery':
      return <span className="small dim">from an artifact</span>
    case 'required':
    case undefined:
      return <span className="small dim">required</span>
  }
}
