import type { PhaseLook } from '../../domain/phases'

/** What is known of a node's run, as far as a graph shows it. */
export interface GraphPhase {
  readonly look: PhaseLook
  /** A few words on the node's second line: a duration, `120 of 128`. */
  readonly note?: string | undefined
}
