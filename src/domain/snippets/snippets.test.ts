import { describe, expect, test } from 'vitest'
import { NO_OPTIONS } from '../execution-request/execution-options'
import type { ExecutionOrder } from '../execution-request/execution-request'
import {
  BOOL,
  dictOf,
  fileType,
  FLOAT,
  INT,
  LENGTH,
  listOf,
  NONE,
  structType,
  TEXT,
  TIME,
  unionOf,
} from '../literals/literals.fixture'
import { literalOfData } from '../literals/data-literal'
import { parseJson } from '../literals/json-text'
import { flyteRemoteCode } from './flyteremote'
import { flytectlCommand } from './flytectl'
import { pyflyteCommand } from './pyflyte'
import { shellWord } from './shell-text'
import { flytectlRegister } from './register'

const TYPES = {
  regions: listOf(TEXT),
  raw: fileType('csv'),
  rate: FLOAT,
  count: INT,
  wait: LENGTH,
  at: TIME,
  dry: BOOL,
  maybe: unionOf(INT, NONE),
  params: structType({}, { title: 'Params', type: 'object', properties: { size: { type: 'integer' } } }),
  either: unionOf(fileType(), TEXT),
  limits: dictOf(FLOAT),
}
const VALUES = {
  regions: '["us, west", "it\'s"]',
  raw: '"s3://b/a.csv"',
  rate: '1',
  count: '9007199254740993',
  wait: '"1d2h"',
  at: '"2026-01-02T03:04:05Z"',
  dry: 'false',
  maybe: '3',
  params: '{"size": 5}',
  either: '{"$variant": "str", "$value": "x"}',
  limits: '{"a": 0.5}',
} as const satisfies Record<keyof typeof TYPES, string>

const inputs = Object.fromEntries(
  Object.entries(VALUES).map(([name, text]) => {
    const type = Object.entries(TYPES).find(([each]) => each === name)?.[1]
    const literal = type && literalOfData(parseJson(text).data, type).literal
    if (!literal) throw new Error(name)
    return [name, literal]
  }),
)

const order: ExecutionOrder = {
  project: 'housing',
  domain: 'production',
  name: 'run-1',
  target: { kind: 'launchPlan', project: 'housing', domain: 'production', name: 'm.nightly', version: 'v1' },
  inputs,
  options: NO_OPTIONS,
}
const snippet = { order, types: TYPES, sandbox: false, named: false }
const options = {
  ...NO_OPTIONS,
  tags: ['exp 1'],
  labels: [['team', 'a']],
  envs: [['X', 'a b']],
  maxParallelism: '3',
  overwriteCache: true,
  interruptible: false,
  notifications: [],
} as const

describe('as FlyteRemote', () => {
  test('inputs as they are', () => {
    expect(flyteRemoteCode(snippet)).toBe(
      `from base64 import b64decode
from datetime import datetime, timedelta, timezone
from flyteidl.core.literals_pb2 import Literal as LiteralProto
from flytekit.configuration import Config
from flytekit.models.literals import Literal
from flytekit.remote import FlyteRemote
from flytekit.types.file import FlyteFile

remote = FlyteRemote(Config.auto(), "housing", "production")
plan = remote.fetch_launch_plan(name="m.nightly", version="v1")
run = remote.execute(
    plan,
    inputs={
        "regions": ["us, west", "it's"],
        "raw": FlyteFile("s3://b/a.csv"),
        "rate": 1.0,
        "count": 9007199254740993,
        "wait": timedelta(days=1, hours=2),
        "at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
        "dry": False,
        "maybe": 3,
        "params": {"size": 5},
        "either": Literal.from_flyte_idl(LiteralProto.FromString(b64decode("Cg9KDQoHCgUKAxoBeBICCAM="))),
        "limits": {"a": 0.5},
    },
    type_hints={"params": dict},
)
print(remote.generate_console_url(run))
`,
    )
  })

  test('options', () => {
    const code = flyteRemoteCode({
      ...snippet,
      named: true,
      order: { ...order, inputs: {}, options, target: { ...order.target, kind: 'task', project: 'other' } },
    })
    expect(code).toContain(
      'task = remote.fetch_task(project="other", domain="production", name="m.nightly", version="v1")',
    )
    expect(code).toContain(`    inputs={},
    execution_name="run-1",
    options=Options(
        labels=Labels({"team": "a"}),
        max_parallelism=3,
        disable_notifications=True,
    ),
    tags=["exp 1"],
    envs={"X": "a b"},
    overwrite_cache=True,
    interruptible=False,
)`)
    expect(code).toContain('from flytekit.core.options import Options')
    expect(code).toContain('from flytekit.models.common import Labels')
  })
})

test('as pyflyte', () => {
  expect(pyflyteCommand({ ...snippet, order: { ...order, options } }))
    .toBe(`# pyflyte has no exact way to give either: use FlyteRemote for that.
pyflyte run \\
  -p housing \\
  -d production \\
  --overwrite-cache \\
  --interruptible false \\
  --env 'X=a b' \\
  --tag 'exp 1' \\
  --label team=a \\
  --max-parallelism 3 \\
  --disable-notifications \\
  remote-launchplan m.nightly:v1 \\
  --regions '["us, west", "it'\\''s"]' \\
  --raw s3://b/a.csv \\
  --rate 1.0 \\
  --count 9007199254740993 \\
  --wait 1d2h \\
  --at 2026-01-02T03:04:05 \\
  --no_dry \\
  --maybe 3 \\
  --params '{"size": 5}' \\
  --limits '{"a": 0.5}'
`)
})

test('as flytectl', () => {
  expect(flytectlCommand({ ...snippet, order: { ...order, options } }))
    .toBe(`# flytectl has no exact way to give either.
# flytectl cannot set tags, labels, max parallelism, interruptible, notifications.
cat > execution.yaml <<'END'
workflow: m.nightly
version: v1
inputs:
  regions: ["us, west", "it's"]
  raw: s3://b/a.csv
  rate: 1.0
  count: 9007199254740993
  wait: "26h0m0s"
  at: "2026-01-02T03:04:05Z"
  dry: false
  maybe: 3
  params:
    size: 5
  limits:
    a: 0.5
iamRoleARN: ""
kubeServiceAcct: ""
targetProject: ""
targetDomain: ""
envs:
  X: a b
overwriteCache: true
END
flytectl create execution \\
  -p housing \\
  -d production \\
  --execFile execution.yaml
`)
})

test.each([
  ['plain-1.0:/@', 'plain-1.0:/@'],
  ['two words', "'two words'"],
  ["it's", "'it'\\''s'"],
  ['', "''"],
  ['$(rm -rf /)', "'$(rm -rf /)'"],
])('%j is one word of a shell', (text, word) => expect(shellWord(text)).toBe(word))

test('a registration with flytectl: archives and loose files', () => {
  const target = { project: 'p', domain: 'd', version: "it's" }
  expect(flytectlRegister({ ...target, files: ['my package.tgz'] })).toBe(
    [
      "flytectl register files 'my package.tgz' \\",
      '  --archive \\',
      '  --project p \\',
      '  --domain d \\',
      "  --version 'it'\\''s'",
    ].join('\n'),
  )
  expect(flytectlRegister({ ...target, files: ['0_a_1.pb', '1_b_2.pb'] })).not.toContain('--archive')
})
