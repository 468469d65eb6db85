/** What the application is told when it starts; never a secret. The page reads it from `#contrail-config`. */
export interface PageConfig {
  /** Path below which everything is served, without a slash at the end; "" for the root. */
  readonly basePath: string
  readonly mode: 'sandbox' | 'remote'
  /** flyteadmin's gRPC address, for people to read. */
  readonly endpoint: string
  /** Contrail's own version. */
  readonly version: string
  readonly defaultProject: string
  readonly defaultDomain: string
  /** Origin whose links (logs) this same server answers; null when there is none. */
  readonly localOrigin: string | null
  /** The settings in force, for the Connection page; secrets masked. */
  readonly settings: readonly PageSetting[]
}

export interface PageSetting {
  readonly key: string
  readonly value: string
  readonly source: string
}
