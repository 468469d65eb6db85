import http2 from 'node:http2'
import { readFileSync } from 'node:fs'

/** Where flyteadmin's gRPC listens and how to talk to it. */
export interface UpstreamTarget {
  /** `host:port`, without a scheme. */
  readonly endpoint: string
  /** Plaintext HTTP/2 (h2c) when true, TLS otherwise. */
  readonly insecure: boolean
  /** Accept any server certificate. */
  readonly insecureSkipVerify?: boolean
  /** PEM file with the authority that signed the server's certificate. */
  readonly caCertFile?: string
}

const FLOW_CONTROL_WINDOW = 16 * 1024 * 1024

/**
 * One HTTP/2 session to the upstream, opened when first needed and replaced once it can take no more requests. HTTP/2
 * carries any number of calls at a time, so one is enough.
 */
export class Upstream {
  readonly #target: UpstreamTarget
  #session: http2.ClientHttp2Session | undefined

  constructor(target: UpstreamTarget) {
    this.#target = target
  }

  get origin(): string {
    return `${this.#target.insecure ? 'http' : 'https'}://${this.#target.endpoint}`
  }

  /** How to verify the server's certificate; for other clients of the same target. */
  tlsOptions(): { readonly rejectUnauthorized: boolean; readonly ca?: Buffer } {
    const { caCertFile, insecureSkipVerify } = this.#target
    return { rejectUnauthorized: !insecureSkipVerify, ...(caCertFile ? { ca: readFileSync(caCertFile) } : {}) }
  }

  /** A session that accepts new requests. Failing to connect shows as an `error` event of the request's stream. */
  session(): http2.ClientHttp2Session {
    const open = this.#session
    if (open && !open.closed && !open.destroyed) return open
    const session = http2.connect(this.origin, {
      settings: { initialWindowSize: FLOW_CONTROL_WINDOW },
      ...this.tlsOptions(),
    })
    const forget = () => {
      if (this.#session === session) this.#session = undefined
    }
    // The streams of a broken session report the error themselves; without a listener here it would end the process.
    session.on('error', forget)
    session.on('goaway', forget)
    session.on('close', forget)
    // Before the connection exists this call is refused.
    session.once('connect', () => session.setLocalWindowSize(FLOW_CONTROL_WINDOW))
    session.unref()
    this.#session = session
    return session
  }

  close(): void {
    this.#session?.close()
    this.#session = undefined
  }
}
