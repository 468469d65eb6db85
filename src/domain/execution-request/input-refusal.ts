/**
 * Which input a refusal is about. flyteadmin has no other sign than its words: `expected_inputs <name> missing`, `invalid input
 * <name>`, `invalid <name> input wrong type. …` (admin.md §8.2). Undefined when it is about something else.
 */
export function refusedInput(message: string): string | undefined {
  const match =
    /expected_inputs (\S+) missing|invalid input (\S+)|invalid (\S+) input wrong type|literal type for \[([^\]]+)\]/.exec(
      message,
    )
  return match?.slice(1).find(Boolean)
}
