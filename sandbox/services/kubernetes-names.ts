/**
 * The names that Kubernetes accepts, with its own words for the others: flyteadmin passes them on (k8s.io/apimachinery,
 * `util/validation`). Each function gives the complaints about a name, none when it is good.
 */
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `${label}(\\.${label})*`
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const labelValue = `(${qualified})?`

const qualifiedComplaint = regexComplaint(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualified,
  ['MyName', 'my.name', '123-abc'],
)

/** A DNS-1123 label: project ids. */
export function labelNameComplaints(name: string): string[] {
  const complaints = tooLong(name, 63)
  if (matches(name, label)) return complaints
  if (matches(name, subdomain)) return [...complaints, 'must not contain dots']
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
  return [...complaints, regexComplaint(rule, label, ['my-name', '123-abc'])]
}

/** A qualified name, `[prefix/]name`: keys of labels. */
export function qualifiedNameComplaints(name: string): string[] {
  const parts = name.split('/')
  const [first = '', second] = parts
  if (parts.length > 2) {
    return [
      `a qualified name ${qualifiedComplaint} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const prefix = second === undefined ? [] : prefixComplaints(first)
  const local = second ?? first
  const size = local === '' ? ['must be non-empty'] : tooLong(local, 63)
  const form = matches(local, qualified) ? [] : [qualifiedComplaint]
  return [...prefix, ...[...size, ...form].map((complaint) => `name part ${complaint}`)]
}

function prefixComplaints(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty']
  const complaints = tooLong(prefix, 253)
  if (!matches(prefix, subdomain)) {
    const rule =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
    complaints.push(regexComplaint(rule, subdomain, ['example.com']))
  }
  return complaints.map((complaint) => `prefix part ${complaint}`)
}

/** The value of a label; it may be empty. */
export function labelValueComplaints(value: string): string[] {
  const complaints = tooLong(value, 63)
  if (matches(value, labelValue)) return complaints
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
  return [...complaints, regexComplaint(rule, labelValue, ['MyValue', 'my_value', '12345'])]
}

function tooLong(text: string, limit: number): string[] {
  return Buffer.byteLength(text) > limit ? [`must be no more than ${limit} characters`] : []
}

function matches(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text)
}

function regexComplaint(rule: string, pattern: string, examples: readonly string[]): string {
  const quoted = examples.map((example) => `'${example}'`).join(', or ')
  return `${rule} (e.g. ${quoted}, regex used for validation is '${pattern}')`
}
