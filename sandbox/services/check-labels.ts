import type { Labels } from '../../src/api/gen/flyteidl/admin/common_pb'
import { invalidArgument } from '../rpc-error'
import { labelValueComplaints, qualifiedNameComplaints } from './kubernetes-names'

const maxLabels = 16

/**
 * Checks the labels of a project, launch plan or execution: they become labels in a cluster (admin.md §2).
 *
 * @throws InvalidArgument
 */
export function checkLabels(labels: Labels | undefined): void {
  const entries = Object.entries(labels?.values ?? {})
  if (entries.length > maxLabels) throw invalidArgument(`labels map cannot exceed ${maxLabels} entries`)
  for (const [key, value] of entries) {
    const ofKey = qualifiedNameComplaints(key)
    if (ofKey.length > 0) throw invalidArgument(`invalid label key [${key}]: [${ofKey.join(' ')}]`)
    const ofValue = labelValueComplaints(value)
    if (ofValue.length > 0) throw invalidArgument(`invalid label value [${value}]: [${ofValue.join(' ')}]`)
  }
}
