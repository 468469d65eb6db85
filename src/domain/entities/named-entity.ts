/** All versions of an entity together, as a list shows them. */
export interface NamedEntity {
  readonly name: string
  readonly description: string
  /** Hidden from lists, but still there and runnable. */
  readonly archived: boolean
}
