import { Code, ConnectError } from '@connectrpc/connect'

/** `InvalidArgument` with flyteadmin's words. */
export function invalidArgument(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument)
}

/** What flyteadmin answers when PostgreSQL refuses a statement (admin.md §1.1). */
export function databaseRefusal(reason: string): ConnectError {
  return new ConnectError(`failed database operation with ${reason}`, Code.Unknown)
}
