/** A stretch of a text in the look that its kind has. */
export interface CodeToken {
  readonly text: string
  readonly kind: 'plain' | 'key' | 'string' | 'number' | 'keyword' | 'comment'
}

export type CodeLanguage = 'yaml' | 'json' | 'python' | 'shell'

const STRING = String.raw`"(?:\\.|[^"\\\n])*"?|'(?:[^'\n])*'?`
const NUMBER = String.raw`(?<![\w.])-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])`

/** What each language has, as named groups; what matches none is plain. */
const GRAMMARS: Readonly<Record<CodeLanguage, string>> = {
  yaml: `(?<comment>(?<=^|\\s)#.*$)|(?<key>(?:"(?:\\\\.|[^"\\\\\\n])*"|[\\w$./-]+)(?=:(?:\\s|$)))|(?<string>${STRING})|(?<keyword>(?<![\\w.])(?:true|false|null|\\.nan|-?\\.inf)(?![\\w.]))|(?<number>${NUMBER})`,
  json: `(?<key>"(?:\\\\.|[^"\\\\\\n])*"(?=\\s*:))|(?<string>${STRING})|(?<keyword>\\b(?:true|false|null|NaN|Infinity)\\b)|(?<number>${NUMBER})`,
  python: `(?<comment>(?<=^|\\s)#.*$)|(?<string>${STRING})|(?<keyword>\\b(?:from|import|True|False|None|print)\\b)|(?<number>${NUMBER})`,
  shell: `(?<comment>^#.*$)|(?<string>'[^']*'?)|(?<key>(?<=\\s)--?[\\w-]+)|(?<keyword>^(?:pyflyte run|flytectl \\w+ \\w+|cat))`,
}

const KINDS = ['comment', 'key', 'string', 'keyword', 'number'] as const

/** A text in stretches for colours; together they are the text. */
export function codeTokens(text: string, language: CodeLanguage): readonly CodeToken[] {
  const tokens: CodeToken[] = []
  let at = 0
  for (const match of text.matchAll(new RegExp(GRAMMARS[language], 'gm'))) {
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined)
    if (!kind || match[0] === '') continue
    if (match.index > at) tokens.push({ text: text.slice(at, match.index), kind: 'plain' })
    tokens.push({ text: match[0], kind })
    at = match.index + match[0].length
  }
  if (at < text.length) tokens.push({ text: text.slice(at), kind: 'plain' })
  return tokens
}
