import { Component, type ReactNode } from 'react'
import { ErrorNotice } from '../ui/error-notice'

export interface RegionBoundaryProps {
  /** What could not be shown: `the nodes`. */
  readonly what: string
  readonly children: ReactNode
}

interface State {
  readonly problem: string | undefined
}

/** Keeps a defect in one part of a page to that part. A class: React has no other way. */
export class RegionBoundary extends Component<RegionBoundaryProps, State> {
  override readonly state: State = { problem: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }

  override render(): ReactNode {
    const { problem } = this.state
    if (problem === undefined) return this.props.children
    return (
      <ErrorNotice
        title={`Could not show ${this.props.what}`}
        onRetry={() => this.setState({ problem: undefined })}
        details={problem}
        compact
      >
        That is a defect of the dashboard, not of your data.
      </ErrorNotice>
    )
  }
}
