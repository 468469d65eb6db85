import type { JsonObject, JsonValue } from '@bufbuild/protobuf'

/**
 * JSON Merge Patch (RFC 7396): null removes a key, objects merge, all else replaces. Neither argument is changed.
 * How a task event's `custom_info` changes the stored one (admin.md §9.3).
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, isObject(value) ? mergePatch(asObject(merged.get(key)), value) : value)
  }
  // A key such as `__proto__` stays an ordinary key this way.
  return Object.fromEntries(merged)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}
