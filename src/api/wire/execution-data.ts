import type { FlyteURLs, UrlBlob } from '../gen/flyteidl/admin/common_pb'
import type { LiteralMap } from '../gen/flyteidl/core/literals_pb'

/** A blob to download in place of values that are not in the answer. */
export interface DataBlob {
  readonly url: string
  readonly bytes: bigint
}

/** What went into something and what came out of it. Literals stay messages: only `domain/literals` reads them. */
export interface ExecutionData {
  readonly inputs: LiteralMap | undefined
  readonly outputs: LiteralMap | undefined
  readonly inputsBlob: DataBlob | undefined
  readonly outputsBlob: DataBlob | undefined
  /** `flyte://` addresses of the whole maps, for calls that read one value at a time; "" when there are none. */
  readonly inputsUrl: string
  readonly outputsUrl: string
}

interface DataResponse {
  readonly fullInputs?: LiteralMap | undefined
  readonly fullOutputs?: LiteralMap | undefined
  readonly inputs?: UrlBlob | undefined
  readonly outputs?: UrlBlob | undefined
  readonly flyteUrls?: FlyteURLs | undefined
}

/** Reads the answer of GetExecutionData, GetNodeExecutionData or GetTaskExecutionData. */
export function toExecutionData(response: DataResponse): ExecutionData {
  return {
    inputs: response.fullInputs,
    outputs: response.fullOutputs,
    inputsBlob: toDataBlob(response.inputs),
    outputsBlob: toDataBlob(response.outputs),
    inputsUrl: response.flyteUrls?.inputs ?? '',
    outputsUrl: response.flyteUrls?.outputs ?? '',
  }
}

function toDataBlob(blob: UrlBlob | undefined): DataBlob | undefined {
  return blob === undefined || blob.url === '' ? undefined : { url: blob.url, bytes: blob.bytes }
}
