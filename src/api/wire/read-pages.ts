/** One page of a flyteadmin list. */
export interface WirePage<Row> {
  readonly rows: readonly Row[]
  /** Where the next one begins; "" after the last. */
  readonly token: string
}

/**
 * Reads a list to its end. A token that does not move forward would go on for ever, and is an end too.
 *
 * @param read reads the page that begins at a token
 * @param onPage is told all rows so far, after every page but the last
 */
export async function readPages<Row>(
  read: (token: string) => Promise<WirePage<Row>>,
  onPage?: (rows: readonly Row[]) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  let token = ''
  for (;;) {
    const page = await read(token)
    rows.push(...page.rows)
    if (page.token === '' || page.token === token || page.rows.length === 0) return rows
    token = page.token
    onPage?.(rows)
  }
}
