import { Code, ConnectError } from '@connectrpc/connect'

/** `InvalidArgument` with flyteadmin's words. */
export function invalidArgument(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument)
}

/** `InvalidArgument` for a required field that is absent or empty. */
export function missingArgument(field: string): ConnectError {
  return invalidArgument(`missing ${field}`)
}

/** `InvalidArgument` for a field with a value that it cannot have. */
export function invalidValue(field: string): ConnectError {
  return invalidArgument(`invalid value for ${field}`)
}

/** What flyteadmin answers when PostgreSQL refuses a statement (admin.md §1.1). */
export function databaseRefusal(reason: string): ConnectError {
  return new ConnectError(`failed database operation with ${reason}`, Code.Unknown)
}
