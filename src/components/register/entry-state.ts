import type { EntryOutcome } from '../../api/registration/register-package'
import type { FieldChange } from '../../domain/entities/field-changes'

/** What is known of an entity before and after it is sent. */
export type EntryState =
  | EntryOutcome
  | { readonly state: 'new' | 'same' | 'checking' | 'unknown' | 'not-sent' }
  | { readonly state: 'differs'; readonly changes: readonly FieldChange[] }
  /** Sent, but Flyte took it for the registered one: launch plans it compares by their defaults alone (admin.md §6). */
  | { readonly state: 'kept'; readonly changes: readonly FieldChange[] }

/** Whether an entity is there, just as it is in the package. */
export function isThere({ state }: EntryState): boolean {
  return state === 'registered' || state === 'unchanged' || state === 'same' || state === 'kept'
}
