/** A version like the given one that is another: `v1` → `v1-1` → `v1-2`. */
export function nextVersion(version: string): string {
  const counted = /^(.*)-(\d{1,4})$/.exec(version)
  return counted ? `${counted[1] ?? ''}-${Number(counted[2]) + 1}` : `${version}-1`
}
